import { type Bid, placeBid } from '../bid';
import { type Outcome } from '../chain';
import { type RenterActor } from '../renter';

import { attempt } from './lease-attempts';
import { type World } from './world';

/** What somebody tries with an order; a match adds a deal. */
export const orderAttempts: Readonly<
  Record<string, (world: World, renter: RenterActor) => Promise<Outcome>>
> = {
  placeOrder: async (world, renter) => {
    const { bid, outcome } = await placeBid(world.market, renter, {
      nonce: 500_000n + BigInt(world.bids.length) * 1_000n,
      work: { mode: 'rent', durationSeconds: 300n },
      startPrice: 355_000n,
      expirySlot: world.market.chain.slot + 2_000n,
    });
    if (outcome.ok) world.bids.push(bid);
    return outcome;
  },
  matchOrder: async (world) => {
    const { deal, outcome } = await standing(world).match(world.provider);
    if (outcome.ok) world.deals.push(deal);
    return outcome;
  },
  cancelOrder: (world, renter) => standing(world).cancel(renter.wallet),
};

/** The latest order that stands. @throws where there is none */
function standing({ bids }: World): Bid {
  const bid = bids.findLast(({ stands }) => stands);
  if (bid === undefined) throw new Error('no order stands');
  return bid;
}

/** Whether the attempt succeeded. */
export async function tryOrder(world: World, action: string, renterIndex: number): Promise<boolean> {
  const renter = world.renters[renterIndex];
  const act = orderAttempts[action];
  return renter !== undefined && act !== undefined && attempt(() => act(world, renter));
}

/** Everybody takes back what rests in orders. */
export async function cancelAllOrders({ bids, market }: World): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const bid of bids.filter(({ stands }) => stands)) outcomes.push(await bid.cancel(bid.renter.wallet));
  market.chain.passSeconds(1n);
  return outcomes;
}
