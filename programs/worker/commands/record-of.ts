import { type Address } from '@solana/kit';

import { type WorkerKeys } from '../keys/worker-keys';
import { currentRecord, marketName, type PublishedRecord } from '../provider/published-record';
import { type OpenedWorker } from './opened-worker';

/**
 * The signed record of where this worker is reached. An address on loopback helps nobody elsewhere, so it is named on a
 * local network only.
 */
export function recordOf(
  { options, chain, folder }: OpenedWorker,
  keys: WorkerKeys,
  provider: Address,
  serverUrl: string,
): Promise<PublishedRecord> {
  const own = options.publicUrl ?? (chain.isLocal ? serverUrl : undefined);
  return currentRecord(
    folder.facts,
    { genesisHash: chain.network.genesisHash, programAddress: chain.programAddress },
    {
      provider,
      name: marketName(options.name, provider),
      endpoints: own === undefined ? [] : [own],
      relays: [...options.relays],
    },
    keys.worker.keyPair.privateKey,
  );
}
