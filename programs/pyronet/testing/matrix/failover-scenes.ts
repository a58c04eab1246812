import { awardFailover } from '@/lib/actions/award-failover';
import { carryLease } from '@/lib/actions/carry-lease';
import { migrateLease } from '@/lib/actions/migrate-lease';

import { clock } from '../bid';
import { type Deal } from '../deal';
import { confirmed, valueOf } from '../expectation';
import { read } from '../market';
import { joinAsProvider, type ProviderActor } from '../provider';

import { running } from './lease-scenes';
import { type Arrange, type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** A lease that another provider takes over. */
export const failoverScenes: Scenes = {
  bidFailover: { 'of a dearer offer': bid },
  awardFailover: { 'that is subsidised': award },
  migrateLease: { 'by the wallet': migrate('wallet'), 'by an order': migrate('order') },
  carryLease: { 'of both ways': carry },
};

/** One hop, up to twice the price. */
const request = { failover: { hopsMax: 1, ratePerHourMax: 720_000n } };

interface Failed {
  readonly deal: Deal;
  readonly candidate: ProviderActor;
}

/** A deal whose provider fell silent, and somebody dearer who could take over. */
async function failed(stage: Stage): Promise<Failed> {
  const candidate = await joinAsProvider(stage.market, {
    name: 'candidate',
    terms: { pricePerHour: 504_000n, gpuCount: 2 },
  });
  const deal = await running(stage, { request });
  confirmed(await deal.ping());
  stage.chain.passSeconds(61n);
  confirmed(await deal.fail());
  return { deal, candidate };
}

async function bid(stage: Stage): Promise<Scene> {
  const { deal, candidate } = await failed(stage);
  return { instructions: [await deal.bidInstruction(candidate)] };
}

async function bidFor(stage: Stage): Promise<Failed> {
  const both = await failed(stage);
  confirmed(await both.deal.bid(both.candidate));
  stage.chain.passSeconds(21n);
  return both;
}

async function award(stage: Stage): Promise<Scene> {
  const { deal, candidate } = await bidFor(stage);
  const offer = { address: candidate.offer, data: read.offer(stage.chain, candidate.offer) };
  const { network } = stage.market;
  const { lease } = deal;
  return valueOf(
    await awardFailover({ network, awarder: stage.cranker, lease, offer, now: clock(stage.market) }),
  );
}

function migrate(by: 'wallet' | 'order'): Arrange {
  return async (stage) => {
    const deal = await running(stage, { request });
    const approval = by === 'wallet' ? deal.walletApproval : await deal.order('migrate');
    return valueOf(await migrateLease({ approval, lease: deal.lease }));
  };
}

/** What was reserved goes to the successor, and its subsidy back, since it never began. */
async function carry(stage: Stage): Promise<Scene> {
  const { deal, candidate } = await bidFor(stage);
  const { deal: next, outcome } = await deal.award(candidate);
  confirmed(outcome);
  stage.chain.passSeconds(121n);
  confirmed(await deal.settle());
  confirmed(await next.expire());
  return valueOf(await carryLease(deal.lease));
}
