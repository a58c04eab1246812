import { expect, test } from 'vitest';

import {
  afterFault,
  credited,
  feeWeight,
  type FinishedLease,
  newReputation,
  type ReputationRules,
  scoreOf,
} from './reputation';

const rules: ReputationRules = {
  half: 1_000n,
  pairCap: 300n,
  epochCap: 500n,
  epochS: 100,
  acceptedPpm: 250_000,
  keepBps: [9_000, 8_000, 7_000, 7_000, 2_500],
};

/** 1,000 atoms of fees, all vouched for. */
const lease: FinishedLease = {
  rent: true,
  faulty: false,
  baseUnits: 0n,
  pricePerHour: 360_000n,
  ratePerHour: 360_000n,
  feeBps: 500,
  released: 20_000n,
  coveredS: 200n,
  vouchedS: 200n,
  acceptedUnits: 0n,
  unitCap: 0n,
  guaranteedUnitsPerS: 1n,
};
const nobody = { epoch: 0n, credited: 0n };

test.each([
  [0n, 1n, 0n],
  [1n, 1n, 500_000n],
  [1n, 1_000_000_000_000n, 0n],
  [1_000_000n, 1_000_000_000_000n, 0n],
  [1_000_002n, 1_000_000_000_000n, 1n],
  [(1n << 63n) - 1n, 1n, 999_999n],
])('a standing of %d at a half of %d is a score of %d', (standing, half, score) => {
  expect(scoreOf(standing, half)).toBe(score);
});

test('fees count where the renter signed, at a price at or above the floor', () => {
  expect(feeWeight(lease, 360_000n, 250_000)).toBe(250n);
  expect(feeWeight(lease, 360_001n, 250_000)).toBe(0n);
  expect(feeWeight({ ...lease, vouchedS: 100n }, 0n, 250_000)).toBe(125n);
  expect(feeWeight({ ...lease, faulty: true }, 0n, 250_000)).toBe(0n);
  const job = { ...lease, rent: false, unitCap: 200n, acceptedUnits: 50n };
  expect(feeWeight(job, 0n, 250_000)).toBe(62n);
  // A successor is paid for what its predecessors left.
  expect(feeWeight({ ...job, baseUnits: 30n }, 0n, 250_000)).toBe(25n);
});

test('what fits exactly into the caps counts, one atom more does not', () => {
  const full = { epoch: 7n, credited: 200n };
  expect(credited(newReputation, full, 100n, rules, 799n)?.pair).toEqual({ epoch: 7n, credited: 300n });
  expect(credited(newReputation, full, 101n, rules, 799n)).toBeUndefined();
  expect(credited(newReputation, full, 101n, rules, 800n)?.pair).toEqual({ epoch: 8n, credited: 101n });
  const busy = { ...newReputation, counter: { epoch: 7n, credited: 401n } };
  expect(credited(busy, nobody, 100n, rules, 799n)).toBeUndefined();
  expect(credited(busy, nobody, 99n, rules, 799n)?.reputation.counter.credited).toBe(500n);
  expect(credited(newReputation, nobody, 0n, rules, 799n)).toBeUndefined();
});

test('in how many leases fees were paid makes no difference to the score', () => {
  const quick = { ...rules, pairCap: 10_000n, epochCap: 10_000n };
  const inOne = credited(newReputation, nobody, 1_000n, quick, 0n)?.reputation.score;
  let reputation = newReputation;
  let pair = nobody;
  for (let part = 0; part < 100; part += 1) {
    const after = credited(reputation, pair, 10n, quick, 0n);
    reputation = after?.reputation ?? reputation;
    pair = after?.pair ?? pair;
  }
  expect(inOne).toBe(500_000n);
  expect(reputation.score).toBe(500_000n);
});

test.each([
  [0, 450_000n],
  [1, 400_000n],
  [2, 350_000n],
  [3, 350_000n],
  [4, 125_000n],
  [5, 0n],
])('fault %d leaves at most %d of 500,000', (fault, most) => {
  const half = 1_000_000_000n;
  const before = { ...newReputation, standing: half, score: 500_000n, half, keepBps: rules.keepBps };
  const { score, standing } = afterFault(before, fault);
  expect(score).toBeLessThanOrEqual(most);
  expect(score).toBeGreaterThanOrEqual(most === 0n ? 0n : most - 1n);
  expect(standing).toBeLessThan(half);
});
