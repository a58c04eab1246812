/** Slots in an epoch, as on mainnet. */
export const SLOTS_PER_EPOCH = 432_000;

/** Where the chain stands in time, as it is kept across restarts. */
export type Instant = {
  readonly slot: number;
  /** Height of the block that is open in `slot`. */
  readonly height: number;
  /** Chain time at which `slot` began, in milliseconds since 1970. */
  readonly unixMillis: number;
  /** How far time travel has moved the chain's time ahead of the machine's, in milliseconds. */
  readonly travelledMillis: number;
  /** Chain time at which the slot's epoch began, in seconds since 1970. */
  readonly epochStartSeconds: number;
};

export function epochOf(slot: number): number {
  return Math.floor(slot / SLOTS_PER_EPOCH);
}

/** Chain time in whole seconds, as programs and block times see it. */
export function unixSeconds(instant: Instant): number {
  return Math.floor(instant.unixMillis / 1000);
}

/**
 * The instant at which the next slot opens: `slots` slots later, of which the last `blocks` hold blocks. Time follows the
 * machine's clock plus what was travelled, and never runs backwards, whatever the machine's clock does.
 */
export function advance(
  from: Instant,
  step: {
    readonly slots: number;
    readonly blocks: number;
    readonly nowMillis: number;
    readonly travelMillis: number;
  },
): Instant {
  const travelledMillis = from.travelledMillis + step.travelMillis;
  const unixMillis = Math.max(from.unixMillis, step.nowMillis + travelledMillis);
  const slot = from.slot + step.slots;
  const sameEpoch = epochOf(slot) === epochOf(from.slot);
  return {
    slot,
    height: from.height + step.blocks,
    unixMillis,
    travelledMillis,
    epochStartSeconds: sameEpoch ? from.epochStartSeconds : Math.floor(unixMillis / 1000),
  };
}
