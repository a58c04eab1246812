/**
 * Time that the renter itself saw served, by the rule the chain applies to heartbeats: the span between two signs of
 * life counts when it is no longer than the interval, and a longer one is a gap. All instants are unix seconds by the
 * chain's clock.
 */
export interface CoveredTime {
  /** When the provider became ready. */
  readonly startedAt: bigint;
  /** Longest span between two signs of life that still counts, in seconds. */
  readonly intervalSeconds: bigint;
  /** Last sign of life. */
  readonly seenAt: bigint;
  readonly coveredSeconds: bigint;
}

export function startCoveredTime(startedAt: bigint, intervalSeconds: bigint): CoveredTime {
  return { startedAt, intervalSeconds, seenAt: startedAt, coveredSeconds: 0n };
}

/** The worker showed itself at `now`. */
export function seeWorker(time: CoveredTime, now: bigint): CoveredTime {
  if (now <= time.seenAt) return time;
  const span = now - time.seenAt;
  const credited = span <= time.intervalSeconds ? span : 0n;
  return { ...time, seenAt: now, coveredSeconds: time.coveredSeconds + credited };
}

/**
 * Time that the chain credits already, seen by us or not: stating less would take back what was stated before, by this
 * session or by one with an earlier key, and stating it releases nothing.
 */
export function countCredited(
  time: CoveredTime,
  credited: { readonly coveredSeconds: bigint; readonly until: bigint },
): CoveredTime {
  if (credited.coveredSeconds <= time.coveredSeconds) return time;
  const seenAt = credited.until > time.seenAt ? credited.until : time.seenAt;
  return { ...time, seenAt, coveredSeconds: credited.coveredSeconds };
}
