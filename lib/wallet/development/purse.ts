import { type Address } from '@solana/kit';

import { pyroDecimals } from '@/lib/domain/pyro';
import { atomsPerUsdc } from '@/lib/domain/usdc';
import { type Holdings } from '@/lib/pyronet/holdings';
import { type LocalPersona } from '@/lib/pyronet/local-personas';

import { type LocalChain } from './local-chain';

const lamportsPerSol = 1_000_000_000n;
const atomsPerPyro = 10n ** BigInt(pyroDecimals);

/** What is in a purse, or added to it. */
export type Purse = Pick<Holdings, 'lamports' | 'usdcAtoms' | 'pyroAtoms'>;

/** Below any of these a purse is filled up: enough for a few leases, or for the stake and bond of every tier. */
const low: Readonly<Record<LocalPersona['role'], Purse>> = {
  renter: { lamports: lamportsPerSol, usdcAtoms: 100n * atomsPerUsdc, pyroAtoms: 0n },
  provider: {
    lamports: lamportsPerSol,
    usdcAtoms: 100n * atomsPerUsdc,
    pyroAtoms: 110_000n * atomsPerPyro,
  },
};

const full: Purse = {
  lamports: 20n * lamportsPerSol,
  usdcAtoms: 1_000n * atomsPerUsdc,
  pyroAtoms: 250_000n * atomsPerPyro,
};

/** What "get more" gives. */
export const extraGrant: Purse = {
  lamports: 10n * lamportsPerSol,
  usdcAtoms: 1_000n * atomsPerUsdc,
  pyroAtoms: 100_000n * atomsPerPyro,
};

/** What a persona is given so that it can act; nothing where it has enough or is meant to have none. */
export function refillOf(persona: LocalPersona, purse: Purse): Purse {
  const least = low[persona.role];
  const add = (held: bigint, enough: bigint, upTo: bigint): bigint =>
    persona.funded && held < enough ? upTo - held : 0n;
  return {
    lamports: add(purse.lamports, least.lamports, full.lamports),
    usdcAtoms: add(purse.usdcAtoms, least.usdcAtoms, full.usdcAtoms),
    pyroAtoms: add(purse.pyroAtoms, least.pyroAtoms, full.pyroAtoms),
  };
}

/** Gives it, from the faucet of the local chain. Rejects where the chain does not. */
export async function give(chain: LocalChain, owner: Address, gift: Purse): Promise<void> {
  if (gift.lamports > 0n) await chain.airdrop(owner, gift.lamports);
  if (gift.usdcAtoms > 0n || gift.pyroAtoms > 0n) await chain.grant(owner, gift);
}
