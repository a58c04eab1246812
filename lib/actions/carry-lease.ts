import { failure, type Result, success } from '@/lib/domain/result';
import { FailoverState, getCarryLeaseInstructionAsync, type Lease } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

export type CarryLeaseCode = 'no_successor';

/**
 * Moves what the renter is due from a lease to its successor; once nothing more can come, what was not used of the
 * subsidy goes back to the bond that paid it. Anyone may.
 */
export async function carryLease(lease: Located<Lease>): Promise<Result<ActionPlan, CarryLeaseCode>> {
  const { failoverState, vault, successor, provider } = lease.data;
  if (failoverState !== FailoverState.Awarded) {
    return failure(
      'no_successor',
      'No successor waits for money of this lease.',
      'Nothing needs to be done.',
    );
  }
  const instruction = await getCarryLeaseInstructionAsync({
    lease: lease.address,
    vault,
    successor,
    provider,
  });
  return success({ instructions: [instruction] });
}
