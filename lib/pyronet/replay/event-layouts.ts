/**
 * Layouts of the program's events as `interface/src/event.rs` asserts them: the discriminator, then of each field that
 * carries something its type and its offset in the 40 bytes. `tests/events.test.ts` compares the two.
 */
export const eventLayouts = {
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
  /** A lease is funded, by taking an offer or matching an order. */
  leaseOpened: {
    discriminator: 13,
    fields: {
      gpuCount: ['u16', 2],
      feeBps: ['u16', 4],
      mode: ['u8', 6],
      pricePerHour: ['u64', 8],
      funded: ['u64', 16],
      openedAt: ['u64', 24],
      bondLocked: ['u64', 32],
    },
  },
  /** The provider prepares. */
  leaseAccepted: { discriminator: 14, fields: { acceptedAt: ['u64', 8], liveUntil: ['u64', 16] } },
  /** Coverage counts. */
  leaseStarted: {
    discriminator: 15,
    fields: { startedAt: ['u64', 8], endAt: ['u64', 16], liveUntil: ['u64', 24] },
  },
  /** A lease ended before its start, and is settled. */
  leaseAbandoned: {
    discriminator: 16,
    fields: {
      state: ['u8', 2],
      endReason: ['u8', 3],
      stopAt: ['u64', 8],
      forfeited: ['u64', 16],
      providerExtra: ['u64', 24],
      liveUntil: ['u64', 32],
    },
  },
  /** The worker proved service. */
  leaseCovered: {
    discriminator: 17,
    fields: {
      place: ['u8', 2],
      coveredS: ['u32', 4],
      anchorAt: ['u64', 8],
      deliveredSegments: ['u64', 16],
      liveUntil: ['u64', 24],
    },
  },
  /** The renter vouched for service. */
  voucherRedeemed: {
    discriminator: 18,
    fields: {
      coveredS: ['u32', 4],
      anchorS: ['u32', 8],
      vouchedS: ['u32', 12],
      deliveredSegments: ['u64', 16],
      acceptedSegments: ['u64', 24],
      released: ['u64', 32],
    },
  },
  /** A lease was extended. */
  leaseToppedUp: {
    discriminator: 19,
    fields: { funded: ['u64', 8], endAt: ['u64', 16], unitCap: ['u64', 24], bondLocked: ['u64', 32] },
  },
  /** The session key was replaced. */
  sessionRotated: { discriminator: 20, fields: { sessionEpoch: ['u32', 4], nextSessionAt: ['u64', 8] } },
  /** The renter asked for a sign of life. */
  leasePinged: { discriminator: 21, fields: { pingAt: ['u64', 8] } },
  /** The provider will leave. */
  noticeGiven: { discriminator: 22, fields: { exitNoticeAt: ['u64', 8], liveUntil: ['u64', 16] } },
  /** A running lease ended. */
  leaseEnded: {
    discriminator: 23,
    fields: {
      state: ['u8', 2],
      endReason: ['u8', 3],
      coveredS: ['u32', 4],
      stopAt: ['u64', 8],
      prefixBy: ['u64', 16],
      released: ['u64', 24],
      subsidyFunded: ['u64', 32],
    },
  },
  /** The provider committed to a result. */
  resultAttested: {
    discriminator: 24,
    fields: {
      state: ['u8', 2],
      endReason: ['u8', 3],
      coveredS: ['u32', 4],
      stopAt: ['u64', 8],
      attestedSegments: ['u64', 16],
      attestedUnits: ['u64', 24],
      released: ['u64', 32],
    },
  },
  /** The renter accepted an attestation, or one lapsed. */
  leaseReleased: {
    discriminator: 25,
    fields: {
      state: ['u8', 2],
      attestationStatus: ['u8', 3],
      place: ['u8', 4],
      released: ['u64', 8],
      acceptedSegments: ['u64', 16],
      attestedSegments: ['u64', 24],
      attestedUnits: ['u64', 32],
    },
  },
  /** An attestation's window ended, or the time to prove; the lease is final where the state says so. */
  leaseSettled: {
    discriminator: 26,
    fields: {
      place: ['u8', 2],
      state: ['u8', 3],
      attestationStatus: ['u8', 4],
      bondFreed: ['u8', 5],
      released: ['u64', 8],
      providerClaimed: ['u64', 16],
      releasedUnits: ['u64', 24],
      evidenceUntil: ['u64', 32],
    },
  },
  /** A party was paid what it was due. */
  claimed: {
    discriminator: 27,
    fields: {
      party: ['u8', 2],
      failoverState: ['u8', 3],
      amount: ['u64', 8],
      claimed: ['u64', 16],
      released: ['u64', 24],
    },
  },
  /** An attestation is gone. */
  attestationClosed: { discriminator: 28, fields: {} },
  /** A lease is gone, with what was donated to its vault. */
  leaseClosed: { discriminator: 29, fields: { donated: ['u64', 8] } },
  /** An offer was kept as the cheapest to succeed a lease. */
  failoverBid: {
    discriminator: 30,
    fields: { round: ['u8', 2], ratePerHour: ['u64', 8], closeSlot: ['u64', 16] },
  },
  /** The lease that was opened beside this event succeeds another. */
  leaseSucceeded: {
    discriminator: 31,
    fields: {
      subsidy: ['u64', 8],
      subsidyRate: ['u64', 16],
      baseUnits: ['u64', 24],
      baseSegments: ['u64', 32],
    },
  },
  /** What a renter has become due since went to the successor. */
  leaseCarried: {
    discriminator: 32,
    fields: {
      movedOut: ['u64', 8],
      released: ['u64', 16],
      successorFunded: ['u64', 24],
      successorReleased: ['u64', 32],
    },
  },
  /** The last carry: nothing more can come. */
  successionEnded: {
    discriminator: 33,
    fields: { unused: ['u64', 8], successorMovedOut: ['u64', 16], bondFree: ['u64', 24] },
  },
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

export type EventName = keyof typeof eventLayouts;
