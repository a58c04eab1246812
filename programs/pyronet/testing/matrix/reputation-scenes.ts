import { closePair } from '@/lib/actions/close-pair';
import { creditReputation } from '@/lib/actions/credit-reputation';
import { findPairPda } from '@/lib/pyronet/generated';

import { type DealTerms } from '../deal';
import { confirmed } from '../expectation';
import { read } from '../market';

import { settled } from './money-scenes';
import { type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** How paid fees become reputation. */
export const reputationScenes: Scenes = {
  creditReputation: {
    'the first of this renter': async (stage) => credit(stage),
    'with a pair that stands': async (stage) => {
      await creditedBefore(stage);
      return credit(stage, { nonce: 77_000n });
    },
  },
  closePair: { 'in a later epoch': close },
};

async function credit(stage: Stage, terms: DealTerms = {}): Promise<Scene> {
  const { market, payer } = stage;
  const deal = await settled(stage, terms);
  confirmed(await deal.claimFees());
  return creditReputation({ network: market.network, payer, lease: deal.lease });
}

async function creditedBefore(stage: Stage): Promise<void> {
  const { instructions } = await credit(stage);
  confirmed(await stage.market.send(instructions));
}

async function close(stage: Stage): Promise<Scene> {
  const { chain, market, provider, renter } = stage;
  await creditedBefore(stage);
  chain.passSeconds(BigInt(market.reputation.epochS));
  const [address] = await findPairPda({ provider: provider.address, renter: renter.wallet.address });
  return closePair(market.network, { address, data: read.pair(chain, address) });
}
