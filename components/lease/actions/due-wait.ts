import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { answerBy } from '../state/lease-story';

/** Which wait is over by the chain's clock, so that anyone may end it: what ending it does, in words; null for none. */
export function dueWait(lease: LeaseRow, windowEndUnixS: number | null, nowUnixS: number): string | null {
  if (lease.closed) return null;
  const passed = (unixS: bigint): boolean => unixS > 0n && nowUnixS > Number(unixS);
  switch (lease.state) {
    case LeaseState.Open:
      return passed(lease.accept_by_unix_s)
        ? 'The provider did not answer in time. Ending the lease returns the whole escrow.'
        : null;
    case LeaseState.Accepted:
      return passed(lease.start_by_unix_s)
        ? 'The provider did not start in time. Ending the lease returns the whole escrow.'
        : null;
    case LeaseState.Active:
      if (nowUnixS > (answerBy(lease) ?? Infinity))
        return 'The provider gave no sign of life. Ending the lease returns what it did not earn.';
      return passed(lease.end_at_unix_s)
        ? 'The time of the lease is over. Ending it frees what the provider did not earn.'
        : null;
    case LeaseState.Stopping:
      return passed(lease.prefix_by_unix_s)
        ? 'The provider did not prove its work in time. Settling pays it for accepted segments alone.'
        : null;
    case LeaseState.Auditing:
      return windowEndUnixS !== null && nowUnixS > windowEndUnixS
        ? 'The time to contest the result has passed. Settling pays everybody.'
        : null;
    default:
      return null;
  }
}
