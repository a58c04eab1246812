import { type Address } from '@solana/kit';

import { currentRecord, marketName, type PublishedRecord } from '../provider/published-record';
import { type Host } from './host';
import { type Machine } from './machine';

/**
 * The signed record of where a machine is reached. An address on loopback helps nobody elsewhere, so it is named on a
 * local network only.
 */
export function machineRecord(
  { chain, door, publicUrl, relays }: Pick<Host, 'chain' | 'door' | 'publicUrl' | 'relays'>,
  { terms, keys, folder }: Machine,
  provider: Address,
): Promise<PublishedRecord> {
  const own = publicUrl ?? (chain.isLocal ? door.url : undefined);
  return currentRecord(
    folder.facts,
    { genesisHash: chain.network.genesisHash, programAddress: chain.programAddress },
    {
      provider,
      name: marketName(terms.name, provider),
      endpoints: own === undefined ? [] : [`${own}${door.baseOf(provider)}`],
      relays: [...relays],
    },
    keys.worker.keyPair.privateKey,
  );
}
