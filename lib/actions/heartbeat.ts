import { type Address, type TransactionSigner } from '@solana/kit';

import { type Result, success } from '@/lib/domain/result';
import { getHeartbeatInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** The provider proves that it serves: the time since the last proof is credited if it is within the interval. */
export function heartbeat(request: {
  readonly worker: TransactionSigner;
  readonly provider: Address;
  readonly lease: Located<Lease>;
}): Result<ActionPlan, LeaseStateCode> {
  const { worker, provider, lease } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  return success({ instructions: [getHeartbeatInstruction({ worker, provider, lease: lease.address })] });
}
