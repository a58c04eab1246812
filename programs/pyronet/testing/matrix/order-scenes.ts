import { cancelOrder } from '@/lib/actions/cancel-order';
import { matchOrder } from '@/lib/actions/match-order';
import { placeOrder } from '@/lib/actions/place-order';

import { type Bid, clock, orderRequest, placeBid } from '../bid';
import { confirmed, valueOf } from '../expectation';
import { read } from '../market';

import { type Arrange, type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** The life of an order. */
export const orderScenes: Scenes = {
  placeOrder: { 'for a run': place },
  matchOrder: { 'by anyone': match },
  cancelOrder: { 'by the renter': cancel('renter'), 'past its time': cancel('cranker') },
};

/** Slots after which an order of these scenes has expired. */
const restsFor = 50n;
/** What the stage's offer asks is within it from the first slot on. */
const startPrice = 500_000n;

async function place({ market, renter, payer }: Stage): Promise<Scene> {
  return valueOf(await placeOrder(orderRequest(market, renter, { payer })));
}

async function resting({ market, renter, payer }: Stage): Promise<Bid> {
  const expirySlot = market.chain.slot + restsFor;
  const { bid, outcome } = await placeBid(market, renter, { payer, startPrice, expirySlot });
  confirmed(outcome);
  return bid;
}

async function match(stage: Stage): Promise<Scene> {
  const { chain, market, provider, cranker: matcher } = stage;
  const { order } = await resting(stage);
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  return valueOf(await matchOrder({ network: market.network, matcher, order, offer, now: clock(market) }));
}

function cancel(by: 'renter' | 'cranker'): Arrange {
  return async (stage) => {
    const { market, renter, cranker } = stage;
    const bid = await resting(stage);
    if (by === 'cranker') market.chain.passSeconds(restsFor);
    const canceller = by === 'renter' ? renter.wallet : cranker;
    return valueOf(cancelOrder({ canceller, order: bid.order, now: clock(market) }));
  };
}
