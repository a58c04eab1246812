import { type PreparedCommission } from '@/lib/session/commission';
import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type ResultToCheck } from '@/lib/session/result-checks';

/** The finished work of a lease, as it is checked from scratch. */
export function resultToCheck(
  live: LiveLease,
  { outline, plan, input }: PreparedCommission,
  result: Uint8Array,
): ResultToCheck {
  return { outline, plan, input, result, statesOut: live.left.map(({ root }) => root) };
}
