import { type ChainInstant } from '@/lib/domain/deadline';
import { leaseDues } from '@/lib/domain/fee';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { FailoverState, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { leaseReserve } from '@/lib/pyronet/lease-dues';

/** What a search for a successor waits for: the award, that it is found to have failed, or money to be carried over. */
export type SuccessionStep = 'award' | 'no_fit' | 'carry';

/**
 * The step of a lease's succession that anyone may take now.
 *
 * @param successor as read; left out where there is none, or where it is not known
 * @returns null when nothing is due
 */
export function dueSuccessionStep(
  lease: Lease,
  successor: Lease | undefined,
  now: ChainInstant,
): SuccessionStep | null {
  if (lease.failoverState === FailoverState.Bidding) {
    const phase = failoverPhase(lease, now.slot);
    if (phase === 'over') return 'no_fit';
    return phase === 'bids' ? null : 'award';
  }
  if (lease.failoverState !== FailoverState.Awarded || successor === undefined) return null;
  const isSettled = lease.state === LeaseState.Settled;
  const isLast = isSettled && (successor.subsidy === 0n || successor.state === LeaseState.Settled);
  return isLast || leaseDues(lease, leaseReserve(lease)).renter > 0n ? 'carry' : null;
}
