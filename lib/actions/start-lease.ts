import { type Address, type TransactionSigner } from '@solana/kit';

import { randomnessCommitment } from '@/lib/domain/commitment';
import { type Result, success } from '@/lib/domain/result';
import { getStartLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/**
 * The machine is ready and coverage counts from now; accepting before is only needed where preparing takes long.
 *
 * `secret` is 32 random bytes, fresh for this lease, that the provider keeps and opens when it attests.
 */
export function startLease(request: {
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly lease: Located<Lease>;
  readonly secret: Uint8Array;
}): Result<ActionPlan, LeaseStateCode> {
  const { worker, provider, lease, secret } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open, LeaseState.Accepted]);
  if (!state.ok) return state;
  const instruction = getStartLeaseInstruction({
    worker,
    provider,
    lease: lease.address,
    providerCommit: randomnessCommitment(secret),
  });
  return success({ instructions: [instruction] });
}
