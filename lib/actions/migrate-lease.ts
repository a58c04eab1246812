import { failure, type Result, success } from '@/lib/domain/result';
import { getMigrateLeaseInstructionAsync, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type Approval, approvalAccount } from './approval';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type MigrateLeaseCode = LeaseStateCode | 'no_hop_left';

/**
 * Ends the lease now and seeks another provider for the rest, within the policy signed at the opening. The provider is
 * paid for what it proves; the successor begins after the segments that the renter acknowledged before.
 */
export async function migrateLease(request: {
  readonly approval: Approval;
  readonly lease: Located<Lease>;
}): Promise<Result<ActionPlan, MigrateLeaseCode>> {
  const { approval, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  const { provider, offer, hopsUsed, hopsMax } = lease.data;
  if (hopsUsed >= hopsMax) {
    return failure(
      'no_hop_left',
      'The policy of this lease allows no further provider.',
      'Stop it, and open another lease.',
    );
  }
  const { account, before } = approvalAccount(approval);
  const instruction = await getMigrateLeaseInstructionAsync({
    approval: account,
    provider,
    offer,
    lease: lease.address,
  });
  return success({ instructions: [...before, instruction] });
}
