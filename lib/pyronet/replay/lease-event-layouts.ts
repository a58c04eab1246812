/** Of leases and those who succeed them, from the opening to the closing. As `event-layouts.ts` says. */
export const leaseEventLayouts = {
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
} as const;
