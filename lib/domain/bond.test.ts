import fc from 'fast-check';
import { expect, test } from 'vitest';

import { largestCoveredCost, leasesCovered, requiredBond } from './bond';

test('what is burned is never less than what fraud could gain, and one atom less would be', () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });
  fc.assert(
    fc.property(amounts, amounts, fc.integer({ min: 5_000, max: 10_000 }), (cost, atRisk, slashBurnBps) => {
      const exposure = { costAtoms: cost, valueAtRiskAtoms: atRisk, slashBurnBps, leastBondAtoms: 0n };
      const bond = requiredBond(exposure);
      expect(bond * BigInt(slashBurnBps)).toBeGreaterThanOrEqual((cost + atRisk) * 10_000n);
      expect((bond - 1n) * BigInt(slashBurnBps)).toBeLessThan((cost + atRisk) * 10_000n);
    }),
  );
});

test('a tiny lease still locks the least bond', () => {
  const exposure = { costAtoms: 3n, valueAtRiskAtoms: 0n, slashBurnBps: 5_000, leastBondAtoms: 100_000n };
  expect(requiredBond(exposure)).toBe(100_000n);
});

test('a lease of the largest covered cost fits the bond, and one atom more does not', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.integer({ min: 5_000, max: 10_000 }),
      (bond, slashBurnBps) => {
        const rule = { slashBurnBps, leastBondAtoms: 100_000n };
        const costAtoms = largestCoveredCost(bond, rule);
        const locked = (cost: bigint): bigint =>
          requiredBond({ costAtoms: cost, valueAtRiskAtoms: 0n, ...rule });
        if (bond >= rule.leastBondAtoms) expect(locked(costAtoms)).toBeLessThanOrEqual(bond);
        expect(locked(costAtoms + 1n)).toBeGreaterThan(bond);
        expect(leasesCovered(bond, costAtoms + 1n, rule)).toBe(0n);
      },
    ),
  );
});

test('a bond of 100 USDC covers ten leases of five USDC while half of a slashed bond burns', () => {
  const rule = { slashBurnBps: 5_000, leastBondAtoms: 100_000n };
  expect(leasesCovered(100_000_000n, 5_000_000n, rule)).toBe(10n);
  expect(leasesCovered(99_999_999n, 5_000_000n, rule)).toBe(9n);
});

test('a bond below the least that a lease locks covers no lease at all', () => {
  const rule = { slashBurnBps: 5_000, leastBondAtoms: 100_000n };
  expect(largestCoveredCost(99_999n, rule)).toBe(0n);
  expect(largestCoveredCost(100_000n, rule)).toBe(50_000n);
});
