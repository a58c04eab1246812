import { type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getRejectLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** The provider declines before the start; the renter gets everything back. */
export function rejectLease(request: {
  readonly worker: TransactionSigner;
  readonly lease: Located<Lease>;
}): Result<ActionPlan, LeaseStateCode> {
  const { worker, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open, LeaseState.Accepted]);
  if (!state.ok) return state;
  const { provider, offer } = lease.data;
  return success({
    instructions: [getRejectLeaseInstruction({ worker, provider, offer, lease: lease.address })],
  });
}
