import { FailoverState, type Lease, LeasePayee, LeaseState } from '@/lib/pyronet/generated';
import { duesOf } from '@/lib/pyronet/lease-dues';
import { leaseFlag } from '@/lib/pyronet/lease-flag';

import { parkAfterSeconds } from '../park-dues';

/**
 * The parties of a lease whose dues anyone may park now, provided that their recorded accounts take no money. What was
 * donated to the vault alone is not looked for.
 *
 * @param now unix seconds of the chain
 */
export function parkablePayees(lease: Lease, now: bigint): readonly LeasePayee[] {
  if (lease.state !== LeaseState.Settled || now <= lease.evidenceUntil + parkAfterSeconds) return [];
  const { provider, renter } = duesOf(lease);
  const payees: LeasePayee[] = [];
  if (provider > 0n) payees.push(LeasePayee.Provider);
  if (renter > 0n && isRentersOwn(lease)) payees.push(LeasePayee.Renter);
  return payees;
}

/** Not while money comes from a predecessor, or goes to a successor. */
function isRentersOwn({ failoverState, flags }: Lease): boolean {
  const isHandedOver = failoverState === FailoverState.Bidding || failoverState === FailoverState.Awarded;
  return !isHandedOver && (flags & leaseFlag.carryPending) === 0;
}
