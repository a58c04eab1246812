import { getTransferInstruction } from '@solana-program/token';

import { findBurnVaultPda } from '@/lib/pyronet/generated';

import { buyLot, openLot, planSplit } from '../burn';
import { type Outcome } from '../chain';

import { attempt } from './lease-attempts';
import { type World } from './world';

/** What somebody tries with the fees and the burn auction; `size` chooses how much. */
export const feeAttempts: Readonly<Record<string, (world: World, size: bigint) => Promise<Outcome>>> = {
  splitFees: async ({ market }) => market.send((await planSplit(market)).instructions),
  fillBurnVault: async ({ market, donor }, size) => {
    const [destination] = await findBurnVaultPda();
    const { wallet: authority, source } = donor;
    const amount = size * 1_000_000n;
    return market.send([getTransferInstruction({ source, destination, authority, amount })]);
  },
  openBurnLot: ({ market }) => openLot(market),
  buyBurnLot: ({ market, buyer }) => buyLot(market, buyer),
};

/** What was collected is split, and a lot of it sold. */
export async function splitAndBurn(world: World, succeeded: (action: string) => void): Promise<void> {
  for (const [action, act] of Object.entries(feeAttempts)) {
    if (await attempt(() => act(world, 1n))) succeeded(action);
  }
}
