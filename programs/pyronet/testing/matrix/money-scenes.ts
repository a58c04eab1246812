import { claimFees } from '@/lib/actions/claim-fees';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { releaseBond } from '@/lib/actions/release-bond';

import { type Deal, type DealTerms } from '../deal';
import { confirmed, valueOf } from '../expectation';
import { read } from '../market';
import { placeTokens } from '../tokens';

import { running } from './lease-scenes';
import { type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** How money and deposits leave a settled lease. */
export const moneyScenes: Scenes = {
  claimProvider: { 'of a settled lease': async (stage) => claimProvider((await settled(stage)).lease) },
  claimFees: { 'of a settled lease': async (stage) => claimFees((await settled(stage)).lease) },
  claimRenter: { 'of a settled lease': async (stage) => claimRenter((await settled(stage)).lease) },
  releaseBond: { 'past the evidence time': async (stage) => releaseBond((await paidOut(stage)).lease) },
  closeAttestation: { 'past the evidence time': closeResult },
  closeLease: { 'with a donation in its vault': close },
};

/** A deal whose result was accepted after 50 of 300 seconds. */
export async function settled(stage: Stage, terms: DealTerms = {}): Promise<Deal> {
  const deal = await running(stage, terms);
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult());
  return deal;
}

/** Everybody has been paid and no evidence counts any more; bond and accounts still stand. */
async function paidOut(stage: Stage): Promise<Deal> {
  const deal = await settled(stage);
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimRenter());
  confirmed(await deal.claimFees());
  stage.chain.passSeconds(601n);
  return deal;
}

async function closeResult(stage: Stage): Promise<Scene> {
  const deal = await paidOut(stage);
  const address = await deal.attestation();
  return closeAttestation({ address, data: read.attestation(stage.chain, address) });
}

async function close(stage: Stage): Promise<Scene> {
  const { chain, market } = stage;
  const deal = await paidOut(stage);
  confirmed(await deal.releaseBond());
  confirmed(await deal.closeAttestation());
  await placeTokens(chain, { owner: deal.address, mint: market.network.usdcMint, atoms: 5n, at: deal.vault });
  return valueOf(closeLease(deal.lease));
}
