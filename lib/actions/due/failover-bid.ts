import { type Address } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { FailoverState, type Lease } from '@/lib/pyronet/generated';

import { bidNeedsPlan } from '../bid-failover';

/**
 * Whether an offer of the provider may be submitted now as successor of the lease by somebody who does not know its job.
 * Where the plan has to be opened first, whoever has it bids first.
 */
export function mayBidFor(lease: Lease, provider: Address, { slot }: ChainInstant): boolean {
  if (lease.failoverState !== FailoverState.Bidding || lease.provider === provider) return false;
  const phase = failoverPhase(lease, slot);
  return (phase === 'bids' || phase === 'again') && !bidNeedsPlan(lease);
}
