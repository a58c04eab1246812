import { randomBytes } from 'node:crypto';

import { getBase58Decoder } from '@solana/kit';
import { expect, test } from 'vitest';

import { decodeBase58, encodeBase58 } from '@/programs/localnet/wire/base58';

test('texts agree with another implementation for every length up to a transaction', () => {
  const reference = getBase58Decoder();
  for (let length = 0; length <= 1232; length += length < 80 ? 1 : 97) {
    const bytes = new Uint8Array(randomBytes(length));
    const text = encodeBase58(bytes);
    expect(text).toBe(reference.decode(bytes));
    expect(decodeBase58(text)).toEqual(bytes);
  }
});

test('leading zero bytes are kept', () => {
  for (const zeros of [1, 2, 3, 4, 31, 32]) {
    const bytes = Uint8Array.from([...new Uint8Array(zeros), 7, 0, 255]);
    expect(encodeBase58(bytes).startsWith('1'.repeat(zeros))).toBe(true);
    expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
  }
  expect(encodeBase58(new Uint8Array(32))).toBe('1'.repeat(32));
  expect(decodeBase58('1'.repeat(32))).toEqual(new Uint8Array(32));
});

test('a character outside the alphabet is refused', () => {
  for (const text of ['0', 'O', 'I', 'l', 'abc ', 'ä', '😀', 'a\0'])
    expect(decodeBase58(text)).toBeUndefined();
});
