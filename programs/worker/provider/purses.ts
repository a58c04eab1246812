import { lamports } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { getCreateAssociatedTokenIdempotentInstruction } from '@solana-program/token';

import { formatUsdc } from '@/lib/domain/usdc';
import { fetchMaybeProvider, type Provider } from '@/lib/pyronet/generated';

import { problemFacts } from '../log';
import { WorkerError } from '../worker-error';
import { fetchHoldings } from './holdings';
import { fundLocally } from './local-faucet';
import { type OnboardingRequest } from './onboarding-request';
import { providerAddress } from './registration';

/** Rent of provider, vaults and offer, a filled worker's purse, and fees for a while. */
const LEAST_AUTHORITY_LAMPORTS = 1_000_000_000n;
/** Each attestation deposits 0.0085 SOL until no evidence against it counts any more; this is a dozen. */
const LEAST_WORKER_LAMPORTS = 100_000_000n;
const WORKER_PURSE_LAMPORTS = 500_000_000n;

/** Rent of one attestation and fees of a lease that needs many proofs of service. */
const LEASE_LAMPORTS = 12_000_000n;

export type PurseRequest = Pick<OnboardingRequest, 'chain' | 'keys' | 'useFaucet' | 'bondAtoms' | 'log'>;

/** PYRO atoms that open the lowest tier and are not staked yet. */
export const missingStake = (
  { chain }: Pick<OnboardingRequest, 'chain'>,
  provider: Pick<Provider, 'stake'> | undefined,
): bigint => (chain.network.params.tierStakeMin[0] ?? 0n) - (provider?.stake ?? 0n);

/**
 * USDC atoms of bond that are not posted yet. With real money, bond that leases lock counts, so that nobody posts more
 * than was asked for; with worthless money it does not, so that a demonstration never runs out.
 */
export function missingBond(
  { bondAtoms, useFaucet }: Pick<OnboardingRequest, 'bondAtoms' | 'useFaucet'>,
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
  await fillWorker(request);
}

/** Whether the worker key can pay for one more lease, filling its purse where it cannot. */
export async function canPayFees(request: PurseRequest): Promise<boolean> {
  const balance = async (): Promise<bigint> => {
    const { rpc } = request.chain.client;
    return (await rpc.getBalance(request.keys.worker.address, { commitment: 'confirmed' }).send()).value;
  };
  if ((await balance()) >= LEASE_LAMPORTS) return true;
  await fillWorker(request).catch((problem: unknown) =>
    request.log.error("the worker key's purse cannot be filled", problemFacts(problem)),
  );
  return (await balance()) >= LEASE_LAMPORTS;
}

async function fillAuthority(request: PurseRequest): Promise<void> {
  const { chain, keys, useFaucet, log } = request;
  const { address: owner } = keys.authority;
  const held = await fetchHoldings(chain, owner);
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

async function fillWorker({ chain, keys, log }: PurseRequest): Promise<void> {
  const { worker, authority } = keys;
  const balance = await chain.client.rpc.getBalance(worker.address, { commitment: 'confirmed' }).send();
  if (balance.value >= LEAST_WORKER_LAMPORTS) return;
  const amount = lamports(WORKER_PURSE_LAMPORTS);
  const transfer = getTransferSolInstruction({ source: authority, destination: worker.address, amount });
  await chain.again('worker purse', authority, [transfer]);
  log.info("filled the worker key's purse", { sol: Number(amount) / 1e9 });
}

const above = (needed: bigint, held: bigint): bigint => (needed > held ? needed - held : 0n);
