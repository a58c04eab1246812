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
  const burnedShare = BigInt(slashBurnBps);
  const sized = ((costAtoms + valueAtRiskAtoms) * basisPoints + burnedShare - 1n) / burnedShare;
  return sized > leastBondAtoms ? sized : leastBondAtoms;
}
