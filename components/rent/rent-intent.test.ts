import { address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { forgetIntent, nonceOf, randomNonce, type RentIntent } from './rent-intent';

const intent: RentIntent = {
  offer: 'offer',
  renter: address('SysvarC1ock11111111111111111111111111111111'),
  jobSha256: 'ab'.repeat(32),
};

function tabMemory() {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  return { values, storage, scope: 'chain/' };
}

function drawing() {
  let drawn = 0n;
  return () => (drawn += 1n);
}

describe('the nonce of a wish to rent', () => {
  test('is drawn once, however often it is asked for', () => {
    const [memory, draw] = [tabMemory(), drawing()];
    expect([nonceOf(intent, memory, draw), nonceOf(intent, memory, draw)]).toEqual([1n, 1n]);
  });

  test.each([
    ['another account', { renter: address('11111111111111111111111111111111') }],
    ['another job', { jobSha256: 'cd'.repeat(32) }],
    ['another offer', { offer: 'other' }],
  ])('is another one for %s', (_, change) => {
    const [memory, draw] = [tabMemory(), drawing()];
    nonceOf(intent, memory, draw);
    expect(nonceOf({ ...intent, ...change }, memory, draw)).toBe(2n);
  });

  test('is another one once the wish has come true', () => {
    const [memory, draw] = [tabMemory(), drawing()];
    nonceOf(intent, memory, draw);
    forgetIntent('offer', memory);
    expect(nonceOf(intent, memory, draw)).toBe(2n);
  });

  test('is drawn anew where what is stored is damaged', () => {
    const [memory, draw] = [tabMemory(), drawing()];
    nonceOf(intent, memory, draw);
    for (const key of memory.values.keys()) memory.values.set(key, '{"nonce":"x"');
    expect(nonceOf(intent, memory, draw)).toBe(2n);
  });

  test('on one chain says nothing about another', () => {
    const [memory, draw] = [tabMemory(), drawing()];
    nonceOf(intent, memory, draw);
    expect(nonceOf(intent, { ...memory, scope: 'another/' }, draw)).toBe(2n);
  });

  test('comes from all u64', () => {
    const drawn = Array.from({ length: 64 }, randomNonce);
    expect(new Set(drawn).size).toBe(64);
    expect(drawn.some((nonce) => nonce >= 1n << 63n)).toBe(true);
    expect(drawn.every((nonce) => nonce >= 0n && nonce < 1n << 64n)).toBe(true);
  });
});
