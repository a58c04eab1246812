import { EndReason } from '@/lib/pyronet/generated/types/endReason';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

/** What a lease is doing, from the provider's side. */
export const leaseStateWords: Readonly<Record<LeaseState, string>> = {
  [LeaseState.None]: 'unknown',
  [LeaseState.Open]: 'opened',
  [LeaseState.Accepted]: 'preparing',
  [LeaseState.Active]: 'serving',
  [LeaseState.Stopping]: 'stopped, to be proved',
  [LeaseState.Auditing]: 'waits for acceptance',
  [LeaseState.Settled]: 'settled',
};

const endWords: Readonly<Record<EndReason, string>> = {
  [EndReason.NotEnded]: 'settled',
  [EndReason.Completed]: 'completed',
  [EndReason.Stopped]: 'stopped by the renter',
  [EndReason.Expired]: 'time over',
  [EndReason.Rejected]: 'rejected',
  [EndReason.Silent]: 'no answer',
  [EndReason.NoStart]: 'not started',
  [EndReason.Cancelled]: 'cancelled',
  [EndReason.Failed]: 'failed',
  [EndReason.Exited]: 'left by the provider',
  [EndReason.Fraud]: 'fraud',
  [EndReason.Withdrawn]: 'withdrawn',
};

/** The state in words; once it is settled, why it ended. */
export function leaseWords(state: number, endReason: number): string {
  if (state === LeaseState.Settled) return endWords[endReason as EndReason] ?? 'settled';
  return leaseStateWords[state as LeaseState] ?? 'unknown';
}
