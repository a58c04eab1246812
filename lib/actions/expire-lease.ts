import { type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getExpireLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Ends a lease that its provider did not accept or start in time; the renter gets everything back. Anyone may, and is tipped. */
export function expireLease(request: {
  readonly cranker: TransactionSigner;
  readonly lease: Located<Lease>;
}): Result<ActionPlan, LeaseStateCode> {
  const { cranker, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open, LeaseState.Accepted]);
  if (!state.ok) return state;
  const { provider, offer } = lease.data;
  return success({
    instructions: [getExpireLeaseInstruction({ cranker, provider, offer, lease: lease.address })],
  });
}
