import { type Address } from '@solana/kit';

import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { fetchBlob } from '@/lib/blobs/lease-client';
import { publicNetwork } from '@/lib/env/public-network';
import { browserNetwork } from '@/lib/pyronet/browser-network';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';

import { findWorkerAddresses } from '../find-worker-addresses';
import { type LeftState } from '../left-state';
import { reachWorker } from '../reach-worker';

/**
 * The state that a segment left, from the machine that computed it. Its bytes hash to their name; whether they are what the
 * segment committed to, an engine finds out when it goes on from them.
 *
 * @throws DataPlaneError `not_found` when the machine does not answer, or holds it no more
 */
export async function fetchLeftState(
  lease: Address,
  provider: Address,
  left: LeftState,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const [client, { genesisHash }] = await Promise.all([browserChain(), browserNetwork()]);
  const network = { genesisHash, programAddress: PYRONET_PROGRAM_ADDRESS };
  const { appUrl } = publicNetwork();
  const addresses = await findWorkerAddresses(client, network, provider, { workerUrl: null, appUrl });
  const reached = await reachWorker(addresses, { network, provider }, { signal });
  if (reached !== null) return fetchBlob(reached.endpoint, lease, left.sha256, left.bytes);
  throw new DataPlaneError(
    'not_found',
    'The machine does not answer, and what this segment begins with is there.',
    'Try again later.',
  );
}
