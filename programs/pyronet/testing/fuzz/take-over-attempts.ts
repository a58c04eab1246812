import { LeaseState } from '@/lib/pyronet/generated';

import { type Outcome } from '../chain';
import { type Deal } from '../deal';
import { confirmed } from '../expectation';
import { isStanding } from '../invariants';

import { attempt } from './lease-attempts';
import { type World } from './world';

/** Slots in which bids count, in seconds and one more. */
const biddingSeconds = 21n;

/** What makes another provider take a lease over; a success adds a deal. */
export const takeOverAttempts: Readonly<Record<string, (world: World) => Promise<Outcome>>> = {
  takeOver: async (world) => {
    const deal = running(world);
    const { pingSlot, intervalS } = deal.lease.data;
    if (pingSlot === 0n) confirmed(await deal.ping(await deal.order('ping')));
    world.market.chain.passSeconds(BigInt(intervalS) + 1n);
    confirmed(await deal.fail());
    return succeed(world, deal);
  },
  migrate: async (world) => {
    const deal = running(world);
    const servedFor = world.market.chain.now - deal.lease.data.startedAt;
    confirmed(await deal.redeem({ servedFor, delivered: segmentsIn(deal, servedFor) }));
    confirmed(await deal.migrate(await deal.order('migrate')));
    return succeed(world, deal);
  },
};

/** The latest lease that runs and may be taken over. @throws where there is none */
function running({ deals }: World): Deal {
  const deal = deals.findLast(
    (each) =>
      isStanding(each) &&
      each.lease.data.state === LeaseState.Active &&
      each.lease.data.hopsUsed < each.lease.data.hopsMax,
  );
  if (deal === undefined) throw new Error('no lease can be taken over');
  return deal;
}

/** Segments that a machine of the guaranteed speed delivers meanwhile, the last one begun with it. */
function segmentsIn(deal: Deal, seconds: bigint): bigint {
  const { guaranteedUnitsPerS, segmentCount } = deal.lease.data;
  const { unitsPerSegment } = deal.job;
  const done = (seconds * guaranteedUnitsPerS + unitsPerSegment - 1n) / unitsPerSegment;
  return done < segmentCount ? done : segmentCount;
}

/** The other provider bids, and is awarded. */
async function succeed(world: World, deal: Deal): Promise<Outcome> {
  const candidate = [world.provider, ...world.others].find(
    ({ address }) => address !== deal.provider.address,
  );
  if (candidate === undefined) throw new Error('there is no other provider');
  confirmed(await deal.bid(candidate));
  world.market.chain.passSeconds(biddingSeconds);
  const { deal: next, outcome } = await deal.award(candidate);
  if (outcome.ok) world.deals.push(next);
  return outcome;
}

/** Whether the attempt succeeded. */
export async function tryTakeOver(world: World, action: string): Promise<boolean> {
  const act = takeOverAttempts[action];
  return act !== undefined && attempt(() => act(world));
}
