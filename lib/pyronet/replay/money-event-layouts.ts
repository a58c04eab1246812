/** Of seizures, fees, the burn auction, parked dues and reputation. As `event-layouts.ts` says. */
export const moneyEventLayouts = {
  /** What a fault took from a provider, and to whom of it what is due; the rest burns. */
  depositsSeized: {
    discriminator: 34,
    fields: {
      fault: ['u8', 2],
      bondSeized: ['u64', 8],
      renterDue: ['u64', 16],
      challengerDue: ['u64', 24],
      stakeSeized: ['u64', 32],
    },
  },
  /** How long a seizure rests. */
  seizureRests: {
    discriminator: 35,
    fields: {
      seizedAt: ['u64', 8],
      restUntil: ['u64', 16],
      restUntilSlot: ['u64', 24],
      verifiersDue: ['u64', 32],
    },
  },
  /** What burns of a seizure has left the provider's vaults. */
  seizureBurned: {
    discriminator: 36,
    fields: {
      paid: ['u8', 2],
      closed: ['u8', 3],
      usdc: ['u64', 8],
      pyro: ['u64', 16],
      bondSeized: ['u64', 24],
      stakeSeized: ['u64', 32],
    },
  },
  /** A payee of a seizure was paid. */
  seizureClaimed: {
    discriminator: 37,
    fields: { paid: ['u8', 2], closed: ['u8', 3], amount: ['u64', 8], bondSeized: ['u64', 16] },
  },
  /** The fee vault was emptied. */
  feesSplit: {
    discriminator: 38,
    fields: { burn: ['u64', 8], verifiers: ['u64', 16], treasury: ['u64', 24] },
  },
  /** A lot of the burn auction is for sale. */
  burnLotOpened: {
    discriminator: 39,
    fields: {
      startBps: ['u32', 4],
      lot: ['u64', 8],
      lotAtoms: ['u64', 16],
      referencePrice: ['u64', 24],
      fallSlots: ['u64', 32],
    },
  },
  /** The open lot was sold; sums are of all lots. */
  burnLotSold: {
    discriminator: 40,
    fields: { price: ['u64', 8], lotsSold: ['u64', 16], usdcSold: ['u64', 24], pyroBurned: ['u64', 32] },
  },
  /** What a party is due, and its account does not take, was put aside. */
  duesParked: {
    discriminator: 41,
    fields: { party: ['u8', 2], failoverState: ['u8', 3], amount: ['u64', 8], claimed: ['u64', 16] },
  },
  /** An owner took out what was parked for it. */
  parkedTaken: { discriminator: 42, fields: { closed: ['u8', 2], amount: ['u64', 8] } },
  /** A provider took its last result back. */
  resultWithdrawn: {
    discriminator: 43,
    fields: {
      released: ['u64', 8],
      attestedSegments: ['u64', 16],
      attestedUnits: ['u64', 24],
      subsidyFunded: ['u64', 32],
    },
  },
  /** Fees of a lease raised a score. */
  reputationCredited: {
    discriminator: 51,
    fields: {
      localOnly: ['u8', 2],
      seq: ['u32', 4],
      credited: ['u64', 8],
      standing: ['u64', 16],
      reputation: ['u64', 24],
      at: ['u64', 32],
    },
  },
  /** A fault lowered a score. */
  reputationLost: {
    discriminator: 52,
    fields: {
      fault: ['u8', 2],
      seq: ['u32', 4],
      standing: ['u64', 8],
      reputation: ['u64', 16],
      at: ['u64', 24],
    },
  },
  /** A pair's counter is gone. */
  pairClosed: { discriminator: 53, fields: { epoch: ['u64', 8], credited: ['u64', 16] } },
} as const;
