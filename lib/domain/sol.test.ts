import fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatSol, parseSol } from './sol';

test('every amount reads back as it was written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (lamports) => {
      expect(parseSol(formatSol(lamports))).toEqual({ ok: true, value: lamports });
    }),
  );
});

test.each([
  ['', 'amount_not_a_number'],
  ['-1', 'amount_not_a_number'],
  ['1e9', 'amount_not_a_number'],
  ['0.0000000001', 'amount_too_precise'],
  ['99999999999999', 'amount_too_large'],
])('"%s" is refused', (text, code) => {
  expect(parseSol(text)).toMatchObject({ ok: false, problem: { code } });
});

test('amounts read like people write them', () => {
  expect(formatSol(100_000_000n)).toBe('0.1');
  expect(formatSol(1_234_000_000_005n)).toBe('1,234.000000005');
  expect(formatSol(-5_000n)).toBe('-0.000005');
});
