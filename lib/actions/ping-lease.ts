import { type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getPingLeaseInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Approval, approvalAccount } from './approval';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Lamports that the payer of a ping prepays to whoever answers it: two base fees of the chain. */
export const answerLamports = 10_000n;

/**
 * Asks the provider for a sign of life. Where none comes within one interval, in seconds and in slots, anyone may fail
 * the lease.
 */
export async function pingLease(request: {
  readonly approval: Approval;
  /** Prepays {@link answerLamports}. */
  readonly payer: TransactionSigner;
  readonly lease: Located<Lease>;
}): Promise<Result<ActionPlan, LeaseStateCode>> {
  const { approval, payer, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const { account, before } = approvalAccount(approval);
  const instruction = await getPingLeaseInstructionAsync({ approval: account, payer, lease: lease.address });
  return success({ instructions: [...before, instruction] });
}
