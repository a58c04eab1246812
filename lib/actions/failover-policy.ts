/**
 * What happens when a lease fails or its renter migrates: without a policy the renter is paid back; with one, others
 * may take the rest over. Signed when the lease opens.
 */
export interface FailoverPolicy {
  /** Successors of the lease at most, one after the other: 1 to 8. The rent of each is prepaid. */
  readonly hopsMax: number;
  /** USDC atoms per hour of all GPUs together: what a successor may cost at most. */
  readonly ratePerHourMax: bigint;
}

/** The policy as instructions carry it; none is refund. */
export function policyArguments(policy: FailoverPolicy | undefined): {
  readonly hopsMax: number;
  readonly failoverMaxRate: bigint;
} {
  return { hopsMax: policy?.hopsMax ?? 0, failoverMaxRate: policy?.ratePerHourMax ?? 0n };
}
