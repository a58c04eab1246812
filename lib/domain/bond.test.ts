import fc from 'fast-check';
import { expect, test } from 'vitest';

import { requiredBond } from './bond';

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
