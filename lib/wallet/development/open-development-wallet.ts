import { type Address } from '@solana/kit';

import { type PublicNetwork } from '@/lib/env/public-network';
import { browserNetwork } from '@/lib/pyronet/browser-network';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { type LocalPersona } from '@/lib/pyronet/local-personas';
import { browserChain } from '@/lib/rpc/browser-chain';

import { DevelopmentWallet } from './development-wallet';
import { findLocalChain } from './local-chain';
import { give, refillOf } from './purse';

/** The development wallet; null unless the page is set up for a local network and its node is one, with our program. */
export async function openDevelopmentWallet({ network }: PublicNetwork): Promise<DevelopmentWallet | null> {
  if (network !== 'localnet') return null;
  const client = await browserChain();
  const chain = await findLocalChain(client);
  if (chain === null) return null;
  const fund = async (persona: LocalPersona, owner: Address): Promise<void> => {
    const refill = async () =>
      refillOf(persona, await fetchHoldings(client.rpc, await browserNetwork(), owner));
    const filling = async (): Promise<void> => {
      await give(chain, owner, await refill());
      await arrival(async () => isNothing(await refill()));
    };
    // An empty purse shows itself, and "get more" fills it later; being someone needs no money.
    await Promise.race([filling().catch(() => undefined), sleep(arrivalMs)]);
  };
  return new DevelopmentWallet({ chain, fund });
}

const arrivalMs = 4_000;
const lookEveryMs = 150;

async function arrival(arrived: () => Promise<boolean>): Promise<void> {
  const giveUpAtMs = performance.now() + arrivalMs;
  while (!(await arrived()) && performance.now() < giveUpAtMs) {
    await sleep(lookEveryMs);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isNothing(gift: ReturnType<typeof refillOf>): boolean {
  return gift.lamports === 0n && gift.usdcAtoms === 0n && gift.pyroAtoms === 0n;
}
