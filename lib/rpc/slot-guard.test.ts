import { expect, test } from 'vitest';

import { guardKeys, SlotGuard, slotOfResult } from './slot-guard';

test('data may be as new as what was seen or newer, never older', () => {
  const guard = new SlotGuard();
  expect([guard.admit('a', 5n), guard.admit('a', 5n), guard.admit('a', 7n), guard.admit('a', 6n)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(guard.admit('b', 1n)).toBe(true);
});

test('the keys longest unused are forgotten first', () => {
  const guard = new SlotGuard(2);
  guard.admit('a', 5n);
  guard.admit('b', 5n);
  guard.admit('a', 6n);
  guard.admit('c', 5n);
  expect([guard.newest('a'), guard.newest('b'), guard.newest('c')]).toEqual([6n, null, 5n]);
});

test('reads at different commitments do not hold each other back', () => {
  const [confirmed] = guardKeys('getAccountInfo', ['x', { commitment: 'confirmed' }]);
  const [finalized] = guardKeys('getAccountInfo', ['x', { commitment: 'finalized' }]);
  expect(confirmed).not.toBe(finalized);
});

test('a list of accounts is guarded account by account', () => {
  const one = guardKeys('getAccountInfo', ['x', { commitment: 'confirmed' }]);
  const several = guardKeys('getMultipleAccounts', [['w', 'x'], { commitment: 'confirmed' }]);
  expect(several).toContain(one[0]);
});

test('the slot of an answer is read where the method puts it', () => {
  expect(slotOfResult('getSlot', 7n)).toBe(7n);
  expect(slotOfResult('getMinimumBalanceForRentExemption', 7n)).toBeNull();
  expect(slotOfResult('getEpochInfo', { absoluteSlot: 8n })).toBe(8n);
  expect(slotOfResult('getBalance', { context: { slot: 9n }, value: 1n })).toBe(9n);
  expect(slotOfResult('getBalance', null)).toBeNull();
});
