import { leaseDues } from '@/lib/domain/fee';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

/** Whether the lease is settled and owes nobody anything. */
export function isPaidOut(lease: Lease): boolean {
  const { provider, fee, renter } = leaseDues(lease, 0n);
  return lease.state === LeaseState.Settled && provider + fee + renter === 0n;
}
