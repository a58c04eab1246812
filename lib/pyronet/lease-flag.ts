/** Bits of `Lease.flags`. */
export const leaseFlag = {
  /** The job was not finished in its time. */
  missedCompletion: 1 << 0,
  /** A predecessor may still carry money over. */
  carryPending: 1 << 3,
  /** Its fees raised the provider's reputation. */
  credited: 1 << 24,
} as const;
