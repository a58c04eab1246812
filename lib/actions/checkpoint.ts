import { type Address, type TransactionSigner } from '@solana/kit';

import { type Digest } from '@/lib/domain/commitment';
import { failure, type Result, success } from '@/lib/domain/result';
import { getCheckpointInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type CheckpointCode = LeaseStateCode | 'delivered_out_of_range';

/** A heartbeat that also records which segments were delivered, for when the renter gives no vouchers. */
export function checkpoint(request: {
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly lease: Located<Lease>;
  readonly deliveredSegments: bigint;
  /** Root over the leaves of the first `deliveredSegments` segments. */
  readonly deliveredRoot: Digest;
}): Result<ActionPlan, CheckpointCode> {
  const { worker, provider, lease, deliveredSegments, deliveredRoot } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  if (deliveredSegments < lease.data.deliveredSegments || deliveredSegments > lease.data.segmentCount) {
    return failure(
      'delivered_out_of_range',
      `${deliveredSegments} delivered segments is not between the ${lease.data.deliveredSegments} recorded and the ${lease.data.segmentCount} of the job.`,
      'Count the segments that were delivered in all.',
    );
  }
  const instruction = getCheckpointInstruction({
    worker,
    provider,
    lease: lease.address,
    deliveredSegments,
    deliveredRoot,
  });
  return success({ instructions: [instruction] });
}
