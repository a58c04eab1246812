/** Bits of `Offer.modes`. */
export const offerMode = { run: 1, rent: 2 } as const;

/** Bits of `Offer.flags`. */
export const offerFlag = {
  /** A machine of a local network: exempt from benchmark floors, labelled, left out of price statistics. */
  localOnly: 1,
  /** Leases cannot be extended past their first end. */
  noExtend: 2,
} as const;
