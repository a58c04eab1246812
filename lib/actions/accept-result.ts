import { type Address } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getAcceptResultInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Approval, approvalAccount } from './approval';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** The renter accepts a result, which is final as to payment; fraud in it can still be slashed. */
export async function acceptResult(request: {
  readonly approval: Approval;
  readonly lease: Located<Lease>;
  readonly attestation: Address;
}): Promise<Result<ActionPlan, LeaseStateCode>> {
  const { approval, lease, attestation } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active, LeaseState.Stopping, LeaseState.Auditing]);
  if (!state.ok) return state;
  const { account, before } = approvalAccount(approval);
  const instruction = await getAcceptResultInstructionAsync({
    approval: account,
    provider: lease.data.provider,
    lease: lease.address,
    attestation,
  });
  return success({ instructions: [...before, instruction] });
}
