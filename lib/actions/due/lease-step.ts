import { type ChainInstant, hasPassed } from '@/lib/domain/deadline';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { pingIsUnanswered } from '../fail-lease';

/** How a wait of a lease ends when its deadline has passed; `release` is the settling of an attestation. */
export type LeaseStep = 'expire' | 'fail' | 'end' | 'settle' | 'release';

/**
 * The step of a lease that anyone may take now, in seconds and in slots.
 *
 * @param windowEnd of the latest attestation; left out where there is none
 * @returns null when nothing is due
 */
export function dueLeaseStep(
  lease: Lease,
  windowEnd: ChainInstant | undefined,
  now: ChainInstant,
): LeaseStep | null {
  const passed = (unixSeconds: bigint, slot: bigint): boolean => hasPassed({ unixSeconds, slot }, now);
  switch (lease.state) {
    case LeaseState.Open:
      return passed(lease.acceptBy, lease.acceptBySlot) ? 'expire' : null;
    case LeaseState.Accepted:
      return passed(lease.startBy, lease.startBySlot) ? 'expire' : null;
    case LeaseState.Active:
      if (pingIsUnanswered(lease, now)) return 'fail';
      return passed(lease.endAt, lease.endSlot) ? 'end' : null;
    case LeaseState.Stopping:
      return passed(lease.prefixBy, lease.prefixBySlot) ? 'settle' : null;
    case LeaseState.Auditing:
      return windowEnd !== undefined && hasPassed(windowEnd, now) ? 'release' : null;
    default:
      return null;
  }
}
