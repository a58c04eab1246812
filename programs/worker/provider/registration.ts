import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import { registerProvider } from '@/lib/actions/register-provider';
import { updateProvider } from '@/lib/actions/update-provider';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { equalBytes } from '@/lib/domain/bytes';
import { fetchMaybeProvider, findProviderPda, type Provider } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';

import { type WorkerChain } from '../chain/worker-chain';
import { type ServingKeys } from '../keys/worker-keys';
import { WorkerError } from '../worker-error';
import { type OnboardingRequest, submitPlan } from './onboarding-request';

export const providerAddress = async ({ authority }: Pick<ServingKeys, 'authority'>): Promise<Address> =>
  (await findProviderPda({ authority: authority.address }))[0];

/** @throws WorkerError `not_registered` */
export async function fetchOwnProvider(
  chain: WorkerChain,
  keys: Pick<ServingKeys, 'authority'>,
): Promise<Located<Provider>> {
  const account = await fetchMaybeProvider(chain.client.rpc, await providerAddress(keys), {
    commitment: 'confirmed',
  });
  if (account.exists) return account;
  throw new WorkerError('not_registered', 'This machine is not registered as a provider.', 'Run `onboard`.');
}

/** Registers the provider unless it is. */
export async function register(request: OnboardingRequest): Promise<Located<Provider>> {
  const { chain, keys, machine, record, log } = request;
  const address = await providerAddress(keys);
  const known = await fetchMaybeProvider(chain.client.rpc, address, { commitment: 'confirmed' });
  if (known.exists) return known;
  const { usdcAccount } = await fetchHoldings(chain.client.rpc, chain.network, keys.authority.address);
  const plan = await registerProvider({
    network: chain.network,
    authority: keys.authority,
    payer: keys.authority,
    workerKey: keys.worker.address,
    payout: usdcAccount,
    recordHash: sha256ToBytes(record.sha256),
    region: machine.regionId,
  });
  await submitPlan(request, 'register', plan);
  log.info('registered as provider', { provider: address });
  return fetchOwnProvider(chain, keys);
}

/** Brings record, worker key, region and the time of being live up to date. */
export async function announce(request: OnboardingRequest): Promise<Located<Provider>> {
  const { chain, keys, machine, record, log } = request;
  const provider = await fetchOwnProvider(chain, keys);
  const recordHash = sha256ToBytes(record.sha256);
  const { data } = provider;
  const isTrue =
    data.workerKey === keys.worker.address &&
    data.region === machine.regionId &&
    equalBytes(Uint8Array.from(data.recordHash), recordHash);
  if (!isTrue) {
    const workerKey = keys.worker.address;
    const change = {
      authority: keys.authority,
      provider: data,
      workerKey,
      recordHash,
      region: machine.regionId,
    };
    await submitPlan(request, 'record', await updateProvider(change));
    log.info('updated the record on chain', { record: record.sha256 });
  }
  await request.signOfLife.renew();
  return fetchOwnProvider(chain, keys);
}
