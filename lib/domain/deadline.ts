import { divideUp } from './divide-up';

/** One reading of the chain's clock. */
export interface ChainInstant {
  /** Seconds since the Unix epoch by the chain's own clock, which alone counts for money. */
  readonly unixSeconds: bigint;
  readonly slot: bigint;
}

/**
 * An instant after which somebody bears a loss: `seconds` from `from`, with the slots that a running network is sure to
 * make in that time, so that a halted one makes nobody miss it (ADR 004).
 */
export function deadlineAfter(from: ChainInstant, seconds: bigint, slotsPerMinute: number): ChainInstant {
  return {
    unixSeconds: from.unixSeconds + seconds,
    slot: from.slot + divideUp(seconds * BigInt(slotsPerMinute), 60n),
  };
}

/** Whether a deadline is over, in seconds and in slots. */
export function hasPassed(deadline: ChainInstant, now: ChainInstant): boolean {
  return now.unixSeconds > deadline.unixSeconds && now.slot > deadline.slot;
}
