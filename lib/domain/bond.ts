import { divideUp } from './divide-up';
import { basisPoints } from './fee';

/**
 * Bond that a lease locks while no audits are drawn: fraud must cost more than it can gain, so the burned share of the
 * bond is at least the lease's cost plus the value that the renter puts at risk. USDC atoms, rounded up.
 */
export function requiredBond(exposure: {
  readonly costAtoms: bigint;
  readonly valueAtRiskAtoms: bigint;
  /** Share of a slashed bond that is burned, in ten thousandths. */
  readonly slashBurnBps: number;
  readonly leastBondAtoms: bigint;
}): bigint {
  const { costAtoms, valueAtRiskAtoms, slashBurnBps, leastBondAtoms } = exposure;
  const sized = divideUp((costAtoms + valueAtRiskAtoms) * basisPoints, BigInt(slashBurnBps));
  return sized > leastBondAtoms ? sized : leastBondAtoms;
}

/** What decides how much bond a lease locks, of the network's parameters. */
export interface BondRule {
  /** Share of a slashed bond that is burned, in ten thousandths. */
  readonly slashBurnBps: number;
  readonly leastBondAtoms: bigint;
}

/** Cost in USDC atoms of the largest lease that a free bond covers, nothing at risk beside it; 0 where it covers none. */
export function largestCoveredCost(bondAtoms: bigint, rule: BondRule): bigint {
  if (bondAtoms < rule.leastBondAtoms) return 0n;
  return (bondAtoms * BigInt(rule.slashBurnBps)) / basisPoints;
}

/** How many leases of one cost a free bond covers at the same time. */
export function leasesCovered(bondAtoms: bigint, costAtoms: bigint, rule: BondRule): bigint {
  const each = requiredBond({ costAtoms, valueAtRiskAtoms: 0n, ...rule });
  return each === 0n ? 0n : bondAtoms / each;
}
