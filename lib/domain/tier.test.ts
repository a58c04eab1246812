import { expect, test } from 'vitest';

import { stakeMissingForTier, tierOfStake } from './tier';

const tierStakeMin = [1_000n, 10_000n, 100_000n];

test.each([
  [0n, 0],
  [999n, 0],
  [1_000n, 1],
  [9_999n, 1],
  [10_000n, 2],
  [100_000n, 3],
  [1n << 63n, 3],
])('a stake of %s opens tier %s', (stake, tier) => {
  expect(tierOfStake(stake, tierStakeMin)).toBe(tier);
});

test('what is missing for a tier opens exactly that tier', () => {
  for (const tier of [1, 2, 3]) {
    const missing = stakeMissingForTier(400n, tier, tierStakeMin);
    expect(tierOfStake(400n + missing, tierStakeMin)).toBe(tier);
    expect(tierOfStake(400n + missing - 1n, tierStakeMin)).toBe(tier - 1);
  }
  expect(stakeMissingForTier(50_000n, 2, tierStakeMin)).toBe(0n);
});
