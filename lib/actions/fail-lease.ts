import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant, deadlineAfter, hasPassed } from '@/lib/domain/deadline';
import { type Result, success } from '@/lib/domain/result';
import { getFailLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Whether the lease's ping stayed unanswered for longer than its interval, in seconds and in slots. */
export function pingIsUnanswered(lease: Lease, now: ChainInstant): boolean {
  const { pingAt, pingSlot, intervalS, punitiveSlotsPerMinute } = lease;
  if (pingSlot === 0n) return false;
  const pinged = { unixSeconds: pingAt, slot: pingSlot };
  return hasPassed(deadlineAfter(pinged, BigInt(intervalS), punitiveSlotsPerMinute), now);
}

/** Ends a lease whose ping stayed unanswered. Anyone may, and is tipped. */
export function failLease(request: {
  readonly cranker: TransactionSigner;
  readonly lease: Located<Lease>;
}): Result<ActionPlan, LeaseStateCode> {
  const { cranker, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const { provider, offer } = lease.data;
  return success({
    instructions: [getFailLeaseInstruction({ cranker, provider, offer, lease: lease.address })],
  });
}
