import { type Address } from '@solana/kit';

import { type Digest } from '@/lib/domain/commitment';
import { hexFromBytes } from '@/lib/domain/bytes';
import { publicNetwork } from '@/lib/env/public-network';
import { browserNetwork } from '@/lib/pyronet/browser-network';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';

import { findWorkerAddresses } from '../find-worker-addresses';
import { reachWorker, type ReachedWorker } from '../reach-worker';

/** The worker of a provider, asked from this page; null when it does not answer. */
export async function reachFromPage(provider: Address, signal?: AbortSignal): Promise<ReachedWorker | null> {
  const [client, { genesisHash }] = await Promise.all([browserChain(), browserNetwork()]);
  const network = { genesisHash, programAddress: PYRONET_PROGRAM_ADDRESS };
  const { appUrl } = publicNetwork();
  const addresses = await findWorkerAddresses(client, network, provider, { workerUrl: null, appUrl });
  return reachWorker(addresses, { network, provider }, signal === undefined ? {} : { signal });
}

/** Whether a machine holds a model; null when it does not answer. */
export async function machineHoldsModel(provider: Address, sha256: Digest): Promise<boolean | null> {
  const name = hexFromBytes(sha256);
  const reached = await reachFromPage(provider).catch(() => null);
  return reached === null ? null : reached.info.models.some((held) => held === name);
}
