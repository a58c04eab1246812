/** Of the network, providers, offers and orders. As `event-layouts.ts` says. */
export const marketEventLayouts = {
  /** The network exists (genesis). */
  networkBegun: {
    discriminator: 1,
    fields: {
      paramsVersion: ['u32', 4],
      genesisAt: ['u64', 8],
      genesisSlot: ['u64', 16],
      sunsetAt: ['u64', 24],
    },
  },
  /** A GPU class exists. */
  classAdded: {
    discriminator: 2,
    fields: {
      classId: ['u16', 2],
      vramMib: ['u32', 4],
      pricePerHourFloor: ['u64', 8],
      scoreMin: ['u64', 16],
      unitsPerSMin: ['u64', 24],
      addedAt: ['u64', 32],
    },
  },
  /** A provider exists. */
  providerRegistered: { discriminator: 3, fields: { region: ['u16', 2], registeredAt: ['u64', 8] } },
  /** Worker key, payout, record or region of a provider changed. */
  providerUpdated: { discriminator: 4, fields: { region: ['u16', 2] } },
  /** A provider showed itself. */
  providerLive: { discriminator: 5, fields: { liveUntil: ['u64', 8], at: ['u64', 16] } },
  /** What a provider holds in its bond vault, in USDC atoms. */
  bondChanged: {
    discriminator: 6,
    fields: { free: ['u64', 8], locked: ['u64', 16], unbonding: ['u64', 24], unbondAt: ['u64', 32] },
  },
  /** What a provider holds in its stake vault, in PYRO atoms. */
  stakeChanged: {
    discriminator: 7,
    fields: {
      tier: ['u8', 2],
      stake: ['u64', 8],
      exposed: ['u64', 16],
      unbonding: ['u64', 24],
      unbondAt: ['u64', 32],
    },
  },
  /** An offer is listed; its terms are the arguments. */
  offerListed: {
    discriminator: 8,
    fields: { tier: ['u8', 2], pricePerHour: ['u64', 8], offerId: ['u64', 16], listedAt: ['u64', 24] },
  },
  /** A price or its announced raise changed. */
  offerRepriced: {
    discriminator: 9,
    fields: { pricePerHour: ['u64', 8], pendingPrice: ['u64', 16], pendingFrom: ['u64', 24] },
  },
  /** An offer cannot be taken any more. */
  offerWithdrawn: { discriminator: 10, fields: { closed: ['u8', 2] } },
  /** A bid rests; its terms are the arguments. */
  orderPlaced: {
    discriminator: 11,
    fields: { deposit: ['u64', 8], startSlot: ['u64', 16], expirySlot: ['u64', 24], expiresAt: ['u64', 32] },
  },
  /** A bid is gone, its deposit returned. */
  orderCancelled: { discriminator: 12, fields: { deposit: ['u64', 8] } },
} as const;
