import { type Address, type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getSettleLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/**
 * Ends a wait: releases an attestation whose window has passed, or settles a stopped lease past its prefix deadline.
 * Anyone may, and is tipped.
 */
export function settleLease(request: {
  readonly cranker: TransactionSigner;
  readonly lease: Located<Lease>;
  /** The attestation to release; left out where the lease stopped without one. */
  readonly attestation?: Address;
}): Result<ActionPlan, LeaseStateCode> {
  const { cranker, lease, attestation } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active, LeaseState.Stopping, LeaseState.Auditing]);
  if (!state.ok) return state;
  const instruction = getSettleLeaseInstruction({
    cranker,
    provider: lease.data.provider,
    lease: lease.address,
    ...(attestation === undefined ? {} : { attestation }),
  });
  return success({ instructions: [instruction] });
}
