import { findBurnVaultPda, findConfigPda } from '@/lib/pyronet/generated';

import { joinAsBuyer, openLot, planOpening, planPurchase, planSplit } from '../burn';
import { confirmed } from '../expectation';
import { placeTokens } from '../tokens';

import { type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** Where the fees go. */
export const feeScenes: Scenes = {
  splitFees: { 'of what a lease paid': split },
  openBurnLot: { 'of a full vault': open },
  buyBurnLot: { 'at its start': buy },
};

/** What bystanders paid in fees lies in the vault. */
async function split({ market }: Stage): Promise<Scene> {
  return planSplit(market);
}

async function fillBurnVault({ chain, market }: Stage): Promise<void> {
  const [owner] = await findConfigPda();
  const [at] = await findBurnVaultPda();
  await placeTokens(chain, { owner, mint: market.network.usdcMint, atoms: 10n ** 9n, at });
}

async function open(stage: Stage): Promise<Scene> {
  await fillBurnVault(stage);
  return planOpening(stage.market);
}

async function buy(stage: Stage): Promise<Scene> {
  await fillBurnVault(stage);
  confirmed(await openLot(stage.market));
  return planPurchase(stage.market, await joinAsBuyer(stage.market));
}
