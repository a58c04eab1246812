import { type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getEndLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Ends a lease whose time is over. Anyone may, and is tipped. */
export function endLease(request: {
  readonly cranker: TransactionSigner;
  readonly lease: Located<Lease>;
}): Result<ActionPlan, LeaseStateCode> {
  const { cranker, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const { provider, offer } = lease.data;
  return success({
    instructions: [getEndLeaseInstruction({ cranker, provider, offer, lease: lease.address })],
  });
}
