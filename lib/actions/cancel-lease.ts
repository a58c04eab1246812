import { type Result, success } from '@/lib/domain/result';
import { getCancelLeaseInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Approval, approvalAccount } from './approval';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** The renter withdraws before the start and loses the cancel deposit shown in the quote. */
export async function cancelLease(request: {
  readonly approval: Approval;
  readonly lease: Located<Lease>;
}): Promise<Result<ActionPlan, LeaseStateCode>> {
  const { approval, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open, LeaseState.Accepted]);
  if (!state.ok) return state;
  const { account, before } = approvalAccount(approval);
  const { provider, offer } = lease.data;
  const instruction = await getCancelLeaseInstructionAsync({
    approval: account,
    provider,
    offer,
    lease: lease.address,
  });
  return success({ instructions: [...before, instruction] });
}
