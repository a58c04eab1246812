import { AccountRole, type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { getHeartbeatLeasesInstruction } from '@/lib/pyronet/generated';

import { type ActionPlan } from './plan';

/** What fits a transaction that names its leases through a lookup table. */
export const heartbeatLeasesMax = 60;

/**
 * One heartbeat for many leases of a provider. Leases that none can be for are passed over, so that one that ended does not
 * cost the others their coverage.
 */
export function heartbeatLeases(request: {
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly leases: readonly Address[];
}): Result<ActionPlan, 'no_leases' | 'too_many_leases'> {
  const { worker, provider, leases } = request;
  const [lease, ...further] = leases;
  if (lease === undefined)
    return failure('no_leases', 'There is no lease to prove service for.', 'Name at least one.');
  if (leases.length > heartbeatLeasesMax)
    return failure(
      'too_many_leases',
      `At most ${heartbeatLeasesMax} leases fit one heartbeat.`,
      'Split them.',
    );
  const instruction = getHeartbeatLeasesInstruction({ worker, provider, lease });
  const others = further.map((address) => ({ address, role: AccountRole.WRITABLE }));
  return success({ instructions: [{ ...instruction, accounts: [...instruction.accounts, ...others] }] });
}
