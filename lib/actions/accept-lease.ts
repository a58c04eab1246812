import { type Address, type TransactionSigner } from '@solana/kit';

import { randomnessCommitment } from '@/lib/domain/commitment';
import { type Result, success } from '@/lib/domain/result';
import { getAcceptLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/**
 * The provider takes the lease and prepares; it starts it later, by the start deadline.
 *
 * `secret` is 32 random bytes, fresh for this lease, that the provider keeps and opens when it attests.
 */
export function acceptLease(request: {
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly lease: Located<Lease>;
  readonly secret: Uint8Array;
}): Result<ActionPlan, LeaseStateCode> {
  const { worker, provider, lease, secret } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open]);
  if (!state.ok) return state;
  const instruction = getAcceptLeaseInstruction({
    worker,
    provider,
    lease: lease.address,
    providerCommit: randomnessCommitment(secret),
  });
  return success({ instructions: [instruction] });
}
