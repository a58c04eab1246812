import { address } from '@solana/kit';

import { queryClient } from '@/lib/queries/query-client';
import { forgetChain } from '@/lib/storage/chain-scope';

import { tellOtherTabs } from './chain-news';
import { type DevelopmentWallet } from './development/development-wallet';
import { readWallet, startWallet } from './wallet-store';

/** What one can do to a local network and nowhere else. Each rejects, with a sentence, where it cannot be done. */

/** Gives the connected account more SOL, USDC and PYRO from the faucet. */
export async function getMore(): Promise<void> {
  const { chain } = await development();
  const { address: owner } = readWallet();
  if (owner === null) throw new Error('No account is connected.');
  const { extraGrant, give } = await import('./development/purse');
  await give(chain, address(owner), extraGrant);
  await queryClient().invalidateQueries();
}

/** Moves the chain's clock forward: leases run on, deadlines pass. */
export async function travelInTime(seconds: number): Promise<void> {
  const { chain } = await development();
  await chain.travel(seconds);
  tellOtherTabs('travelled');
  await queryClient().invalidateQueries();
}

/** Begins the chain anew. Everything on it is gone, what this browser keeps about it too, and every tab loads again. */
export async function resetChain(): Promise<void> {
  const { chain } = await development();
  await chain.reset();
  await forgetChain(chain.genesisHash);
  tellOtherTabs('reset');
  window.location.assign('/leases');
}

async function development(): Promise<DevelopmentWallet> {
  const { development: wallet } = await startWallet();
  if (wallet === null) throw new Error('This is not a local network.');
  return wallet;
}
