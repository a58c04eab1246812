import { expect, test } from 'vitest';

import { nextAction, type ProviderFacts } from './next-action';

const now = 1_000;
const well: ProviderFacts = {
  liveUntil: 1_000n,
  listedOffers: 1,
  listedTier: 1,
  tier: 1,
  stakeMissing: 0n,
  bondFree: 100n,
  leastBondAtoms: 100n,
  workerLamports: 12_000_000n,
  claimable: 0n,
  withdrawable: [],
  liveLeases: 0,
};
const code = (part: Partial<ProviderFacts>): string => nextAction({ ...well, ...part }, now).code;

test('a machine that earns needs nothing', () => {
  expect(code({})).toBe('wait_for_renters');
  expect(code({ liveLeases: 2 })).toBe('serving');
});

test.each<[string, Partial<ProviderFacts>]>([
  ['list_offer', { listedOffers: 0, listedTier: 0 }],
  ['start_machine', { liveUntil: 999n }],
  ['add_stake', { tier: 1, listedTier: 2 }],
  ['add_bond', { bondFree: 99n }],
  ['fund_machine', { workerLamports: 11_999_999n }],
])('%s is said while it keeps the machine from being rented', (expected, part) => {
  expect(code(part)).toBe(expected);
  expect(code({ ...part, claimable: 5n, withdrawable: [{ unit: 'PYRO', atoms: 1n }] })).toBe(expected);
});

test('money that waits is said once nothing else does', () => {
  expect(code({ claimable: 5n })).toBe('claim');
  expect(code({ claimable: 5n, withdrawable: [{ unit: 'USDC', atoms: 1n }] })).toBe('withdraw_deposit');
});

test('a machine at work claims by itself, so nobody is sent to do it', () => {
  expect(code({ claimable: 5n, liveLeases: 1 })).toBe('serving');
});

test('an unknown purse alarms nobody', () => {
  expect(code({ workerLamports: null })).toBe('wait_for_renters');
});
