import { claimSeizure } from '@/lib/actions/claim-seizure';
import { distributeSeizure } from '@/lib/actions/distribute-seizure';
import { SeizurePayee } from '@/lib/pyronet/generated';

import { clock } from '../bid';
import { confirmed, valueOf } from '../expectation';
import {
  burnSeizure,
  convict,
  joinAsChallenger,
  lie,
  paySeizure,
  planConviction,
  seizureAddress,
  seizureAt,
} from '../fraud';

import { running } from './lease-scenes';
import { type Arrange, type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** How fraud is proved, and where what it costs goes. */
export const slashingScenes: Scenes = {
  proveContradiction: { 'while the lease runs': prove },
  distributeSeizure: { 'past its rest': burn },
  claimSeizure: {
    'for the renter': pay(SeizurePayee.Renter),
    'for the challenger': pay(SeizurePayee.Challenger),
  },
};

const restSeconds = 604_801n;

async function prove(stage: Stage): Promise<Scene> {
  const deal = await running(stage);
  const statements = await lie(deal, confirmed);
  return planConviction(deal, await joinAsChallenger(stage.market), statements);
}

/** A seizure that has rested, of a lease in which something had been released. What is paid last of it closes it. */
async function seized(stage: Stage) {
  const deal = await running(stage);
  const statements = await lie(deal, confirmed);
  confirmed(await deal.acceptResult());
  const address = await seizureAddress(deal);
  confirmed(await convict(deal, await joinAsChallenger(stage.market), statements));
  stage.chain.passSeconds(restSeconds);
  return seizureAt(stage.market, address);
}

async function burn(stage: Stage): Promise<Scene> {
  const { market } = stage;
  const { address } = await seized(stage);
  confirmed(await paySeizure(market, address, SeizurePayee.Renter));
  confirmed(await paySeizure(market, address, SeizurePayee.Challenger));
  const seizure = seizureAt(market, address);
  return valueOf(await distributeSeizure({ network: market.network, seizure, now: clock(market) }));
}

const otherThan = (payee: SeizurePayee): SeizurePayee =>
  payee === SeizurePayee.Renter ? SeizurePayee.Challenger : SeizurePayee.Renter;

function pay(payee: SeizurePayee): Arrange {
  return async (stage) => {
    const { market } = stage;
    const { address } = await seized(stage);
    confirmed(await burnSeizure(market, address));
    confirmed(await paySeizure(market, address, otherThan(payee)));
    const seizure = seizureAt(market, address);
    return valueOf(await claimSeizure({ seizure, payee, now: clock(market) }));
  };
}
