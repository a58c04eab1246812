import { closePair } from '@/lib/actions/close-pair';
import { findPairPda } from '@/lib/pyronet/generated';

import { type Outcome } from '../chain';
import { read } from '../market';

import { type World } from './world';

/** What somebody tries with the counters of a provider and its renters; `size` chooses whose. */
export const pairAttempts: Readonly<Record<string, (world: World, size: bigint) => Promise<Outcome>>> = {
  closePair: closeOnePair,
};

async function closeOnePair({ market, provider, renters }: World, size: bigint): Promise<Outcome> {
  const renter = renters[Number(size) % renters.length];
  if (renter === undefined) throw new Error('the world has renters');
  const [address] = await findPairPda({ provider: provider.address, renter: renter.wallet.address });
  const pair = { address, data: read.pair(market.chain, address) };
  return market.send((await closePair(market.network, pair)).instructions);
}

/** In a later epoch every pair closes, and its rent goes back to who laid it out. */
export async function closePairs(world: World): Promise<Outcome[]> {
  const { chain } = world.market;
  chain.passSeconds(10_000n);
  const outcomes: Outcome[] = [];
  for (const provider of [world.provider, ...world.others]) {
    for (const [index, { wallet }] of world.renters.entries()) {
      const [pair] = await findPairPda({ provider: provider.address, renter: wallet.address });
      if (chain.account(pair).exists)
        outcomes.push(await closeOnePair({ ...world, provider }, BigInt(index)));
    }
  }
  return outcomes;
}
