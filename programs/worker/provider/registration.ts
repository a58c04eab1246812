import { type Address } from '@solana/kit';

import { beatProvider } from '@/lib/actions/beat-provider';
import { type Located } from '@/lib/actions/plan';
import { registerProvider } from '@/lib/actions/register-provider';
import { updateProvider } from '@/lib/actions/update-provider';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { equalBytes } from '@/lib/domain/bytes';
import { fetchMaybeProvider, findProviderPda, type Provider } from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { WorkerError } from '../worker-error';
import { fetchHoldings } from './holdings';
import { type OnboardingRequest, planOf, submitPlan } from './onboarding-request';

const LIVE_FOR_S = 1800;

export const providerAddress = async ({ authority }: Pick<WorkerKeys, 'authority'>): Promise<Address> =>
  (await findProviderPda({ authority: authority.address }))[0];

/** @throws WorkerError `not_registered` */
export async function fetchOwnProvider(
  chain: WorkerChain,
  keys: Pick<WorkerKeys, 'authority'>,
): Promise<Located<Provider>> {
  const account = await fetchMaybeProvider(chain.client.rpc, await providerAddress(keys), {
    commitment: 'confirmed',
  });
  if (account.exists) return account;
  throw new WorkerError('not_registered', 'This machine is not registered as a provider.', 'Run `onboard`.');
}

/** Registers the provider unless it is. */
export async function register(request: OnboardingRequest): Promise<Located<Provider>> {
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
  await submitPlan(request, 'register', plan);
  log.info('registered as provider', { provider: address });
  return fetchOwnProvider(chain, keys);
}

/** Brings record, worker key and the time of being live up to date. */
export async function announce(request: OnboardingRequest): Promise<Located<Provider>> {
  const { chain, keys, record, log } = request;
  const provider = await fetchOwnProvider(chain, keys);
  const recordHash = sha256ToBytes(record.sha256);
  const { data } = provider;
  if (data.workerKey !== keys.worker.address || !equalBytes(Uint8Array.from(data.recordHash), recordHash)) {
    const change = { authority: keys.authority, provider: data, workerKey: keys.worker.address, recordHash };
    await submitPlan(request, 'record', await updateProvider(change));
    log.info('updated the record on chain', { record: record.sha256 });
  }
  await goLive(chain, keys, provider.address);
  return fetchOwnProvider(chain, keys);
}

/** Announces that the provider serves for the next half hour, or as near to it as the network allows. */
export async function goLive(
  chain: WorkerChain,
  keys: Pick<WorkerKeys, 'worker'>,
  provider: Address,
): Promise<void> {
  const { liveForMinS, liveForMaxS } = chain.network.params;
  const liveForSeconds = Math.min(Math.max(LIVE_FOR_S, liveForMinS), liveForMaxS);
  const beat = await beatProvider({ network: chain.network, worker: keys.worker, provider, liveForSeconds });
  await chain.again('beat', keys.worker, planOf(beat).instructions);
}
