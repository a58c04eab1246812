import { getCreateAssociatedTokenIdempotentInstruction } from '@solana-program/token';

import { formatUsdc } from '@/lib/domain/usdc';
import { fetchMaybeProvider, type Provider } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';

import { WorkerError } from '../worker-error';
import { fundLocally } from './local-faucet';
import { type OnboardingRequest } from './onboarding-request';
import { providerAddress } from './registration';
import { LEAST_WORKER_LAMPORTS, fillWorkerPurse } from './worker-purse';

/** Rent of provider, vaults and offer, a filled worker's purse, and fees for a while. */
const LEAST_AUTHORITY_LAMPORTS = 1_000_000_000n;

export type PurseRequest = Pick<OnboardingRequest, 'chain' | 'keys' | 'useFaucet' | 'machine' | 'log'>;

/** PYRO atoms that open the machine's tier and are not staked yet. */
export const missingStake = (
  { chain, machine }: Pick<OnboardingRequest, 'chain' | 'machine'>,
  provider: Pick<Provider, 'stake'> | undefined,
): bigint => (chain.network.params.tierStakeMin[machine.tier - 1] ?? 0n) - (provider?.stake ?? 0n);

/**
 * USDC atoms of bond that are not posted yet. With real money, bond that leases lock counts, so that nobody posts more
 * than was asked for; with worthless money it does not, so that a demonstration never runs out.
 */
export function missingBond(
  { machine: { bondAtoms }, useFaucet }: Pick<OnboardingRequest, 'machine' | 'useFaucet'>,
  provider: Pick<Provider, 'bondFree' | 'bondLocked'> | undefined,
): bigint {
  if (provider === undefined) return bondAtoms;
  return bondAtoms - provider.bondFree - (useFaucet ? 0n : provider.bondLocked);
}

/**
 * Sees that the authority can pay what onboarding needs and the worker key its fees.
 * @throws WorkerError `not_enough_funds`
 */
export async function fillPurses(request: PurseRequest): Promise<void> {
  await fillAuthority(request);
  const { chain, keys, useFaucet, log } = request;
  await fillWorkerPurse({ chain, worker: keys.worker, owner: keys.authority, useFaucet, log });
}

async function fillAuthority(request: PurseRequest): Promise<void> {
  const { chain, keys, useFaucet, log } = request;
  const { address: owner } = keys.authority;
  const held = await fetchHoldings(chain.client.rpc, chain.network, owner);
  const known = await fetchMaybeProvider(chain.client.rpc, await providerAddress(keys), {
    commitment: 'confirmed',
  });
  const provider = known.exists ? known.data : undefined;
  const usdcAtoms = above(missingBond(request, provider), held.usdcAtoms);
  const pyroAtoms = above(missingStake(request, provider), held.pyroAtoms);
  const leastLamports = provider === undefined ? LEAST_AUTHORITY_LAMPORTS : LEAST_WORKER_LAMPORTS;
  const isShort = usdcAtoms > 0n || pyroAtoms > 0n || held.lamports < leastLamports;
  if (isShort && !useFaucet) {
    const sol = above(leastLamports, held.lamports);
    throw new WorkerError(
      'not_enough_funds',
      `The authority lacks ${Number(sol) / 1e9} SOL, ${formatUsdc(usdcAtoms)} USDC and ${Number(pyroAtoms) / 1e6} PYRO.`,
      `Send it to ${owner} and run again.`,
    );
  }
  if (isShort) {
    await fundLocally(chain, owner, { usdcAtoms, pyroAtoms });
    log.info('filled the purse from the local faucet', { owner });
  } else if (!held.hasUsdcAccount) {
    const mint = chain.network.usdcMint;
    const create = { payer: keys.authority, ata: held.usdcAccount, owner, mint };
    await chain.again('payout account', keys.authority, [
      getCreateAssociatedTokenIdempotentInstruction(create),
    ]);
  }
}

const above = (needed: bigint, held: bigint): bigint => (needed > held ? needed - held : 0n);
