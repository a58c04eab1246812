import { getCreateAssociatedTokenIdempotentInstruction } from '@solana-program/token';
import { lamports } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';

import { beatProvider } from '@/lib/actions/beat-provider';
import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { listOffer } from '@/lib/actions/list-offer';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { registerProvider } from '@/lib/actions/register-provider';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { updateProvider } from '@/lib/actions/update-provider';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { equalBytes } from '@/lib/domain/bytes';
import { type Result } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { type Engine } from '@/lib/engine/engine';
import {
  fetchGpuClassFromSeeds,
  fetchMaybeProvider,
  findProviderPda,
  type Offer,
  OfferStatus,
  type Provider,
} from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { WorkerError } from '../worker-error';
import { measuredSpeed } from './benchmark';
import { fetchHoldings } from './holdings';
import { fundLocally } from './local-faucet';
import { guaranteedUnitsPerSecond, offerTerms } from './offer-terms';
import { fetchOwnOffers } from './own-accounts';
import { type PublishedRecord } from './published-record';

export interface OnboardingRequest {
  readonly chain: WorkerChain;
  readonly keys: WorkerKeys;
  readonly engine: Engine;
  readonly facts: KeyValueStore;
  readonly record: PublishedRecord;
  /** USDC atoms per hour. */
  readonly pricePerHour: bigint;
  readonly bondAtoms: bigint;
  readonly diskBytes: number;
  /** Fill empty purses from the faucet of the local network. */
  readonly useFaucet: boolean;
  readonly log: Log;
}

export interface Onboarded {
  readonly provider: Located<Provider>;
  readonly offer: Located<Offer>;
}

/** Rent of the accounts, and fees for a while. */
const LEAST_AUTHORITY_LAMPORTS = 100_000_000n;
/** Fees and the rent of attestations that are open at the same time. */
const LEAST_WORKER_LAMPORTS = 50_000_000n;
const WORKER_PURSE_LAMPORTS = 200_000_000n;
const LIVE_FOR_S = 1800;

/**
 * Takes this machine to the market. Each step looks first whether it was done already, so it can be cut off anywhere
 * and run again, and run again later to change the price or the record.
 * @throws WorkerError, RpcError, EngineError
 */
export async function onboard(request: OnboardingRequest): Promise<Onboarded> {
  await fillPurses(request);
  const registered = await register(request);
  await stakeAndBond(request, registered);
  const provider = await announce(request, await refreshed(request, registered));
  const offer = await list(request, provider);
  return { provider, offer };
}

async function fillPurses({ chain, keys, useFaucet, bondAtoms, log }: OnboardingRequest): Promise<void> {
  const stakeAtoms = chain.network.params.tierStakeMin[0] ?? 0n;
  const held = await fetchHoldings(chain, keys.authority.address);
  const provider = await fetchMaybeProvider(chain.client.rpc, await providerAddress(keys), {
    commitment: 'confirmed',
  });
  const missing = {
    usdcAtoms: above(
      bondAtoms - (provider.exists ? provider.data.bondFree + provider.data.bondLocked : 0n),
      held.usdcAtoms,
    ),
    pyroAtoms: above(stakeAtoms - (provider.exists ? provider.data.stake : 0n), held.pyroAtoms),
  };
  const isShort =
    missing.usdcAtoms > 0n ||
    missing.pyroAtoms > 0n ||
    held.lamports < LEAST_AUTHORITY_LAMPORTS ||
    !held.hasUsdcAccount;
  if (isShort && useFaucet) {
    await fundLocally(chain, keys.authority.address, missing);
    log.info('filled the purse from the local faucet', { owner: keys.authority.address });
  } else if (isShort && held.lamports < LEAST_AUTHORITY_LAMPORTS) {
    throw notEnough(keys, `${Number(LEAST_AUTHORITY_LAMPORTS) / 1e9} SOL`);
  } else if (missing.usdcAtoms > 0n || missing.pyroAtoms > 0n) {
    throw notEnough(
      keys,
      `${formatUsdc(missing.usdcAtoms)} and ${Number(missing.pyroAtoms) / 1e6} PYRO more`,
    );
  }
  const worker = await chain.client.rpc.getBalance(keys.worker.address, { commitment: 'confirmed' }).send();
  const topUp =
    worker.value < LEAST_WORKER_LAMPORTS
      ? [
          getTransferSolInstruction({
            source: keys.authority,
            destination: keys.worker.address,
            amount: lamports(WORKER_PURSE_LAMPORTS),
          }),
        ]
      : [];
  const payoutAccount = held.hasUsdcAccount
    ? []
    : [
        getCreateAssociatedTokenIdempotentInstruction({
          payer: keys.authority,
          ata: held.usdcAccount,
          owner: keys.authority.address,
          mint: chain.network.usdcMint,
        }),
      ];
  if (topUp.length + payoutAccount.length > 0)
    await chain.again('purses', keys.authority, [...payoutAccount, ...topUp]);
}

async function register(request: OnboardingRequest): Promise<Located<Provider>> {
  const { chain, keys, record, log } = request;
  const address = await providerAddress(keys);
  const known = await fetchMaybeProvider(chain.client.rpc, address, { commitment: 'confirmed' });
  if (known.exists) return known;
  const { usdcAccount } = await fetchHoldings(chain, keys.authority.address);
  const plan = await registerProvider({
    network: chain.network,
    authority: keys.authority,
    payer: keys.authority,
    workerKey: keys.worker.address,
    payout: usdcAccount,
    recordHash: sha256ToBytes(record.sha256),
    region: 0,
  });
  await submit(request, 'register', plan);
  log.info('registered as provider', { provider: address });
  return refreshed(request, { address });
}

async function stakeAndBond(request: OnboardingRequest, { address, data }: Located<Provider>): Promise<void> {
  const { chain, keys, bondAtoms, log } = request;
  const held = await fetchHoldings(chain, keys.authority.address);
  const stakeAtoms = (chain.network.params.tierStakeMin[0] ?? 0n) - data.stake;
  if (stakeAtoms > 0n) {
    const stake = {
      network: chain.network,
      depositor: keys.authority,
      source: held.pyroAccount,
      provider: address,
    };
    await submit(request, 'stake', value(await depositStake({ ...stake, amountAtoms: stakeAtoms })));
    log.info('staked', { pyroAtoms: stakeAtoms });
  }
  const shortBond = bondAtoms - data.bondFree - data.bondLocked;
  if (shortBond > 0n) {
    const bond = { depositor: keys.authority, source: held.usdcAccount, provider: address };
    await submit(request, 'bond', value(await depositBond({ ...bond, amountAtoms: shortBond })));
    log.info('posted the bond', { usdcAtoms: shortBond });
  }
}

/** Brings record, worker key and the time of being live up to date. */
async function announce(request: OnboardingRequest, provider: Located<Provider>): Promise<Located<Provider>> {
  const { chain, keys, record, log } = request;
  const recordHash = sha256ToBytes(record.sha256);
  const { data } = provider;
  if (data.workerKey !== keys.worker.address || !equalBytes(Uint8Array.from(data.recordHash), recordHash)) {
    const change = { authority: keys.authority, provider: data, workerKey: keys.worker.address, recordHash };
    await submit(request, 'record', await updateProvider(change));
    log.info('updated the record on chain', { record: record.sha256 });
  }
  await goLive(chain, keys, provider.address);
  return refreshed(request, provider);
}

/** Announces that the provider serves for the next half hour, or as near to it as the network allows. */
export async function goLive(
  chain: WorkerChain,
  keys: Pick<WorkerKeys, 'worker'>,
  provider: Located<Provider>['address'],
): Promise<void> {
  const { liveForMinS, liveForMaxS } = chain.network.params;
  const liveForSeconds = Math.min(Math.max(LIVE_FOR_S, liveForMinS), liveForMaxS);
  const beat = await beatProvider({ network: chain.network, worker: keys.worker, provider, liveForSeconds });
  await chain.again('beat', keys.worker, value(beat).instructions);
}

async function list(request: OnboardingRequest, provider: Located<Provider>): Promise<Located<Offer>> {
  const { chain, keys, engine, facts, pricePerHour, diskBytes, log } = request;
  const speed = await measuredSpeed(engine, facts);
  const guaranteed = guaranteedUnitsPerSecond(speed);
  const listed = (await fetchOwnOffers(chain, provider.address)).filter(
    ({ data }) => data.status === OfferStatus.Listed,
  );
  const [offer] = listed;
  if (offer !== undefined) {
    if (offer.data.pricePerHour !== pricePerHour && offer.data.pendingPrice !== pricePerHour) {
      const now = (await new ChainClock(chain.client).now()).unixSeconds;
      const change = {
        network: chain.network,
        authority: keys.authority,
        provider,
        offer,
        pricePerHour,
        now,
      };
      await submit(request, 'reprice', value(await repriceOffer(change)));
      log.info('changed the price', { offer: offer.address, price: formatUsdc(pricePerHour) });
    }
    if (offer.data.guaranteedUnitsPerS > guaranteed)
      log.warn('this machine is slower than its offer guarantees', {
        guaranteed,
        measured: speed.workUnitsPerSecond,
      });
    return offer;
  }
  const gpuClass = await fetchGpuClassFromSeeds(
    chain.client.rpc,
    { classId: gpuClassId.cpu },
    { commitment: 'confirmed' },
  );
  const terms = offerTerms({
    network: chain.network,
    pricePerHour,
    speed,
    localOnly: chain.isLocal,
    diskBytes,
  });
  const plan = value(
    await listOffer({
      network: chain.network,
      authority: keys.authority,
      payer: keys.authority,
      provider,
      gpuClass,
      terms,
    }),
  );
  await submit(request, 'list', plan);
  log.info('listed an offer', {
    offer: plan.offer,
    price: formatUsdc(pricePerHour),
    unitsPerSecond: guaranteed,
  });
  const after = (await fetchOwnOffers(chain, provider.address)).find(({ address }) => address === plan.offer);
  if (after === undefined)
    throw new WorkerError('transaction_unknown', 'The offer is not there yet.', 'Run it again.');
  return after;
}

export const providerAddress = async ({ authority }: Pick<WorkerKeys, 'authority'>) =>
  (await findProviderPda({ authority: authority.address }))[0];

async function refreshed(
  { chain }: OnboardingRequest,
  { address }: Pick<Located<Provider>, 'address'>,
): Promise<Located<Provider>> {
  const account = await fetchMaybeProvider(chain.client.rpc, address, { commitment: 'confirmed' });
  if (account.exists) return account;
  throw new WorkerError('not_registered', 'The provider is not on chain.', 'Run `onboard`.');
}

async function submit({ chain, keys }: OnboardingRequest, step: string, plan: ActionPlan): Promise<void> {
  await chain.again(`onboard ${step}`, keys.authority, plan.instructions);
}

/** @throws WorkerError with the problem in words */
function value<Plan>(result: Result<Plan>): Plan {
  if (result.ok) return result.value;
  const { code, message, next } = result.problem;
  throw new WorkerError('transaction_failed', message, next, { cause: code });
}

const above = (needed: bigint, held: bigint): bigint => (needed > held ? needed - held : 0n);

const notEnough = ({ authority }: WorkerKeys, what: string): WorkerError =>
  new WorkerError(
    'not_enough_funds',
    `The authority needs ${what}.`,
    `Send it to ${authority.address} and run again.`,
  );
