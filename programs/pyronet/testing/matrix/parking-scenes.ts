import { takeParked } from '@/lib/actions/take-parked';
import { LeasePayee } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../deal';
import { confirmed } from '../expectation';
import { freeze } from '../freezing';
import { read } from '../market';
import { park, parkingOf, parkingWaitSeconds, planParking } from '../parking';
import { placeTokens, removeAccount } from '../tokens';

import { running } from './lease-scenes';
import { type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** How dues are put aside that nobody's account takes. */
export const parkingScenes: Scenes = {
  parkDues: { 'of a frozen renter': parkRenter, 'of a provider whose account is gone': parkProvider },
  takeParked: {
    'closing the parking': (stage) => take(stage, false),
    'leaving the parking': (stage) => take(stage, true),
  },
};

async function declined(stage: Stage): Promise<Deal> {
  const { deal, outcome } = await openDeal(stage.market, stage.provider, stage.renter);
  confirmed(outcome);
  confirmed(await deal.reject());
  confirmed(await freeze(stage.market, stage.renter.source));
  stage.chain.passSeconds(parkingWaitSeconds);
  return deal;
}

async function parkRenter(stage: Stage): Promise<Scene> {
  return planParking(await declined(stage), LeasePayee.Renter, stage.payer);
}

async function parkProvider(stage: Stage): Promise<Scene> {
  const deal = await running(stage);
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult());
  removeAccount(stage.chain, stage.provider.payout);
  stage.chain.passSeconds(600n + parkingWaitSeconds);
  return planParking(deal, LeasePayee.Provider, stage.payer);
}

async function take(stage: Stage, keepOpen: boolean): Promise<Scene> {
  const { market, renter, chain } = stage;
  confirmed(await park(await declined(stage), LeasePayee.Renter));
  const { address } = await parkingOf(renter.wallet);
  const elsewhere = { owner: renter.wallet.address, mint: market.network.usdcMint, atoms: 0n };
  const destination = await placeTokens(chain, { ...elsewhere, at: renter.session.address });
  const parking = read.parking(chain, address);
  return takeParked({ owner: renter.wallet, parking, destination, keepOpen });
}
