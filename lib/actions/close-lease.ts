import { failure, type Result, success } from '@/lib/domain/result';
import { getCloseLeaseInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type CloseLeaseCode = LeaseStateCode | 'lease_not_finished';

/** Closes a lease that is paid out, and its vault; rent and unused tip go back to who paid them. Anyone may. */
export function closeLease(lease: Located<Lease>): Result<ActionPlan, CloseLeaseCode> {
  const state = leaseStateIn(lease.data, [LeaseState.Settled]);
  if (!state.ok) return state;
  const { vault, renterPayout, rentPayer, openAttestations, openDisputes } = lease.data;
  if (openAttestations > 0 || openDisputes > 0) {
    return failure(
      'lease_not_finished',
      `The lease still has ${openAttestations} attestations and ${openDisputes} disputes open.`,
      'Close its attestations first.',
    );
  }
  const instruction = getCloseLeaseInstruction({ lease: lease.address, vault, renterPayout, rentPayer });
  return success({ instructions: [instruction] });
}
