import { type Address, getBase58Decoder } from '@solana/kit';

import { type ProviderRecord } from '@/lib/blobs/provider-record';
import { type Endpoint, fetchWorkerInfo } from '@/lib/blobs/lease-client';
import { type WorkerInfo } from '@/lib/blobs/lease-messages';
import { type SignedNetwork } from '@/lib/blobs/signed-bytes';

/** A worker that answered for the right provider on the right chain. */
export interface ReachedWorker {
  readonly endpoint: Endpoint;
  readonly info: WorkerInfo;
}

/** Addresses at which a provider's worker may be reached: its own, then through each relay. */
export function workerAddresses(record: ProviderRecord, relays: readonly string[] = []): readonly string[] {
  const all = [
    ...record.endpoints,
    ...[...record.relays, ...relays].map((relay) => relayAddress(relay, record.provider)),
  ];
  return [...new Set(all)];
}

export function relayAddress(relayOrigin: string, provider: Address): string {
  return `${new URL(relayOrigin).origin}/api/relay/${provider}`;
}

/**
 * The first address at which the provider's own worker answers; null when none does. Nothing said there is trusted for
 * money: segments are hashed again and permits name their lease.
 */
export async function reachWorker(
  addresses: readonly string[],
  expected: { readonly network: SignedNetwork; readonly provider: Address },
  options: Omit<Endpoint, 'url'> = {},
): Promise<ReachedWorker | null> {
  const genesisHash = getBase58Decoder().decode(expected.network.genesisHash);
  for (const url of addresses) {
    const endpoint: Endpoint = { ...options, url };
    const info = await fetchWorkerInfo(endpoint).catch(() => null);
    if (
      info !== null &&
      info.provider === expected.provider &&
      info.program_id === expected.network.programAddress &&
      info.genesis_hash === genesisHash
    ) {
      return { endpoint, info };
    }
  }
  return null;
}
