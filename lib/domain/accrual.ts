import { secondsPerHour } from './price';

/**
 * What a lease has earned. Always computed from the whole of what was covered, never added up from parts, so that
 * settling once or a thousand times pays the same to the atom.
 */

/** Rent: `floor(rate × covered / 3600)`. Rate in USDC atoms per hour. */
export function accruedForTime(atomsPerHour: bigint, coveredSeconds: bigint): bigint {
  return (atomsPerHour * coveredSeconds) / secondsPerHour;
}

/** Run: the lesser of covered time and of work units at the guaranteed speed, at the lease's rate. */
export function accruedForWork(work: {
  readonly ratePerHour: bigint;
  readonly coveredSeconds: bigint;
  readonly workUnits: bigint;
  /** Work units a second that the offer guarantees; 0 would make work free of time and is refused on chain. */
  readonly guaranteedUnitsPerSecond: bigint;
}): bigint {
  const billedUnits = lesser(work.coveredSeconds * work.guaranteedUnitsPerSecond, work.workUnits);
  return (work.ratePerHour * billedUnits) / (secondsPerHour * work.guaranteedUnitsPerSecond);
}

/** The most a Run job of this many work units can cost: it covers all its units at exactly the guaranteed speed. */
export function costOfWork(
  atomsPerHour: bigint,
  workUnits: bigint,
  guaranteedUnitsPerSecond: bigint,
): bigint {
  return (atomsPerHour * workUnits) / (secondsPerHour * guaranteedUnitsPerSecond);
}

function lesser(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
