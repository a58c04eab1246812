import { type KeyPairSigner, type TransactionSigner } from '@solana/kit';

import { cancelOrder } from '@/lib/actions/cancel-order';
import { matchOrder } from '@/lib/actions/match-order';
import { type Located } from '@/lib/actions/plan';
import { placeOrder, type PlaceOrderPlan, type PlaceOrderRequest } from '@/lib/actions/place-order';
import { randomnessCommitment } from '@/lib/domain/commitment';
import { type ChainInstant } from '@/lib/domain/deadline';
import { type Result } from '@/lib/domain/result';
import { Isolation, type Order, Privacy } from '@/lib/pyronet/generated';

import { type Outcome } from './chain';
import { Deal } from './deal';
import { valueOf } from './expectation';
import { sampleJob } from './job';
import { type Market, read } from './market';
import { type ProviderActor } from './provider';
import { type RenterActor } from './renter';
import { tokenBalance } from './tokens';

/** One order of a renter, and what can be done with it. Every method sends a transaction. */
export class Bid {
  constructor(
    readonly market: Market,
    readonly renter: RenterActor,
    readonly plan: PlaceOrderPlan,
  ) {}

  get order(): Located<Order> {
    return { address: this.plan.order, data: read.order(this.market.chain, this.plan.order) };
  }

  get stands(): boolean {
    return this.market.chain.account(this.plan.order).exists;
  }

  cancel(canceller: TransactionSigner = this.renter.wallet): Promise<Outcome> {
    const plan = valueOf(cancelOrder({ canceller, order: this.order, now: clock(this.market) }));
    return this.market.send(plan.instructions);
  }

  /** Matches it with a provider's offer; the deal that stands if the transaction was confirmed. */
  async match(
    provider: ProviderActor,
    matcher: KeyPairSigner = this.market.relayer,
  ): Promise<{ readonly deal: Deal; readonly outcome: Outcome }> {
    const { market, renter } = this;
    const { chain, network } = market;
    const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
    const now = clock(market);
    const plan = valueOf(await matchOrder({ network, matcher, order: this.order, offer, now }));
    const { lease, vault } = plan;
    const deal = new Deal({ market, provider, renter, job: sampleJob(), address: lease, vault });
    return { deal, outcome: await market.send(plan.instructions) };
  }
}

export function clock({ chain }: Market): ChainInstant {
  return { unixSeconds: chain.now, slot: chain.slot };
}

/** An order for the worked timelines' job that starts at 100,000 atoms per GPU-hour and climbs by 1,000 a slot to 500,000. */
export function orderRequest(
  market: Market,
  renter: RenterActor,
  changes: Partial<PlaceOrderRequest> = {},
): PlaceOrderRequest {
  const { chain, network } = market;
  const job = sampleJob();
  return {
    network,
    renter: renter.wallet,
    source: renter.source,
    sourceAtoms: tokenBalance(chain, renter.source),
    nonce: 7_000n,
    gpuCount: 1,
    work: {
      mode: 'run',
      jobRoot: job.jobRoot,
      planRoot: job.planRoot,
      segmentCount: job.segmentCount,
      unitCap: job.unitCap,
      completeWithinSeconds: 600n,
      peakMemoryBytes: 1n << 20n,
      inputBytes: 1n << 20n,
      outputBytesMax: 1n << 20n,
    },
    requirement: {
      isolationMin: Isolation.Process,
      privacy: Privacy.Public,
      guaranteedUnitsPerSecondMin: 1_000n,
      localOnly: true,
      ...changes.requirement,
    },
    startPrice: 100_000n,
    limitPrice: 500_000n,
    climbPerSlot: 1_000n,
    expirySlot: chain.slot + 1_000n,
    expiresAt: chain.now + 3_600n,
    sessionKey: renter.session.address,
    renterCommit: randomnessCommitment(renter.secret),
    tipLamports: 1_000_000n,
    ...changes,
  };
}

/** Places an order; the transaction's outcome and the bid that rests if it was confirmed. */
export async function placeBid(
  market: Market,
  renter: RenterActor,
  changes: Partial<PlaceOrderRequest> = {},
): Promise<{ readonly bid: Bid; readonly outcome: Outcome }> {
  const planned: Result<PlaceOrderPlan> = await placeOrder(orderRequest(market, renter, changes));
  const plan = valueOf(planned);
  return { bid: new Bid(market, renter, plan), outcome: await market.send(plan.instructions) };
}
