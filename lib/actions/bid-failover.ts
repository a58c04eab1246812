import { type Digest } from '@/lib/domain/commitment';
import { type ChainInstant } from '@/lib/domain/deadline';
import { failoverPhase } from '@/lib/pyronet/failover-phase';
import { ratePerHour, effectivePricePerHour } from '@/lib/domain/price';
import { failure, type Result, success } from '@/lib/domain/result';
import { absentAddress } from '@/lib/pyronet/absent-address';
import {
  FailoverState,
  findParamsPda,
  getBidFailoverInstruction,
  type Lease,
  type Offer,
} from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

export type BidFailoverCode = 'not_bidding' | 'same_provider' | 'not_cheaper' | 'above_limit';

/** A bid in the making. */
export interface BidFailoverPlan extends ActionPlan {
  /** USDC atoms per hour of all GPUs that the successor would cost. */
  readonly ratePerHour: bigint;
}

/** Whether the lease needs its plan opened at the acknowledged segments by whoever bids first. */
export function bidNeedsPlan({ ackSegment, ackUnits }: Lease): boolean {
  return ackSegment !== 0n && ackUnits === 0n;
}

/**
 * Submits an offer as successor of a lease that failed or migrates; the lease keeps the cheapest. Anyone may. Whether
 * the offer meets the lease's terms, and what is left pays for it, the program checks.
 */
export async function bidFailover(request: {
  readonly lease: Located<Lease>;
  readonly offer: Located<Offer>;
  readonly now: ChainInstant;
  /** Opens the plan at the acknowledged segments, where {@link bidNeedsPlan}. */
  readonly acknowledged?: { readonly cumulativeUnits: bigint; readonly proof: readonly Digest[] };
}): Promise<Result<BidFailoverPlan, BidFailoverCode>> {
  const { lease, offer, now, acknowledged } = request;
  const phase = failoverPhase(lease.data, now.slot);
  if (lease.data.failoverState !== FailoverState.Bidding || (phase !== 'bids' && phase !== 'again')) {
    return failure('not_bidding', 'No bids count for this lease now.', 'Look for another lease.');
  }
  if (offer.data.provider === lease.data.provider) {
    return failure(
      'same_provider',
      'A provider cannot succeed itself.',
      'Submit an offer of another provider.',
    );
  }
  const rate = ratePerHour(effectivePricePerHour(offer.data, now.unixSeconds), lease.data.gpuCount);
  if (rate > lease.data.failoverMaxRate) {
    return failure('above_limit', 'The offer costs more than the renter allowed.', 'Submit a cheaper offer.');
  }
  if (phase === 'bids' && lease.data.bestOffer !== absentAddress && rate >= lease.data.bestRate) {
    return failure('not_cheaper', 'An earlier bid is as cheap.', 'Submit a cheaper offer.');
  }
  const [params] = await findParamsPda({ paramsVersion: lease.data.paramsVersion });
  const instruction = getBidFailoverInstruction({
    lease: lease.address,
    provider: offer.data.provider,
    offer: offer.address,
    params,
    ackUnits: acknowledged?.cumulativeUnits ?? 0n,
    proof: [...(acknowledged?.proof ?? [])],
  });
  return success({ instructions: [instruction], ratePerHour: rate });
}
