import { type Voucher } from './session-message';

/** The clock fields of a lease that decide how much time is proven. All instants are unix seconds. */
export interface Coverage {
  readonly startedAt: bigint;
  /** min(`end_at`, `stop_at`): nothing later is ever covered. */
  readonly endsAt: bigint;
  /** Last instant proven to be served. */
  readonly anchorAt: bigint;
  /** Seconds proven so far. */
  readonly coveredSeconds: bigint;
  /** Seconds from the start to the latest voucher's served-until; bounds coverage in Rent. */
  readonly vouchedSeconds: bigint;
  /** Longest span between two proofs that still counts. */
  readonly intervalSeconds: bigint;
}

/** Coverage when the provider signs readiness. */
export function startCoverage(start: {
  readonly startedAt: bigint;
  readonly endsAt: bigint;
  readonly intervalSeconds: bigint;
}): Coverage {
  return { ...start, anchorAt: start.startedAt, coveredSeconds: 0n, vouchedSeconds: 0n };
}

/**
 * A heartbeat, checkpoint, ping answer or attestation at `now` credits the span since the anchor, backward and never
 * in advance, and only where it is no longer than the interval: a longer one is a gap and is never billed.
 */
export function creditBeat(coverage: Coverage, now: bigint): Coverage {
  const { anchorAt, endsAt, intervalSeconds } = coverage;
  const span = lesser(now, endsAt) - lesser(anchorAt, endsAt);
  const credited = now - anchorAt <= intervalSeconds ? span : 0n;
  return { ...coverage, coveredSeconds: coverage.coveredSeconds + credited, anchorAt: now };
}

/** Whether a voucher can be true: it states no more than has passed, and nothing outside the lease. */
export function isPlausibleVoucher(coverage: Coverage, voucher: Voucher, now: bigint): boolean {
  const { startedAt, endsAt } = coverage;
  const { servedUntil, coveredSeconds } = voucher;
  return (
    servedUntil >= startedAt &&
    servedUntil <= lesser(now, endsAt) &&
    coveredSeconds <= servedUntil - startedAt &&
    voucher.acceptedSegments <= voucher.deliveredSegments
  );
}

/** Coverage after redeeming a plausible voucher. Redeeming an older one again changes nothing. */
export function creditVoucher(coverage: Coverage, voucher: Voucher): Coverage {
  return {
    ...coverage,
    coveredSeconds: greater(coverage.coveredSeconds, voucher.coveredSeconds),
    vouchedSeconds: greater(coverage.vouchedSeconds, voucher.servedUntil - coverage.startedAt),
    anchorAt: greater(coverage.anchorAt, voucher.servedUntil),
  };
}

/** Seconds that Rent bills: presence beyond the last voucher counts for at most one interval, none before the first. */
export function billableRentSeconds(coverage: Coverage): bigint {
  if (coverage.vouchedSeconds === 0n) return 0n;
  return lesser(coverage.coveredSeconds, coverage.vouchedSeconds + coverage.intervalSeconds);
}

function lesser(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

function greater(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}
