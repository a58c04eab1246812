import { type Result, success } from '@/lib/domain/result';
import { getStopLeaseInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Approval, approvalAccount } from './approval';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** Ends the lease now. What the provider may still prove stays reserved until its deadline; the rest is due to the renter at once. */
export async function stopLease(request: {
  readonly approval: Approval;
  readonly lease: Located<Lease>;
}): Promise<Result<ActionPlan, LeaseStateCode>> {
  const { approval, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const { account, before } = approvalAccount(approval);
  const { provider, offer } = lease.data;
  const instruction = await getStopLeaseInstructionAsync({
    approval: account,
    provider,
    offer,
    lease: lease.address,
  });
  return success({ instructions: [...before, instruction] });
}
