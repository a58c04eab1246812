import { type Address } from '@solana/kit';

import { sha256FromBytes } from '@/lib/blobs/digest';
import { fetchPublicBlob } from '@/lib/blobs/lease-client';
import { PROVIDER_RECORD_LIMIT_BYTES, verifyProviderRecord } from '@/lib/blobs/provider-record';
import { type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { fetchProvider } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { relayAddress, workerAddresses } from '@/lib/session/reach-worker';

/**
 * Where a provider's worker may be reached, best first: the address given by hand, those in the provider's signed record,
 * and the app's relay. A record that cannot be had leaves the others.
 */
export async function findWorkerAddresses(
  client: ChainClient,
  network: SignedNetwork,
  provider: Address,
  { workerUrl, appUrl }: { readonly workerUrl: string | null; readonly appUrl: string | null },
): Promise<readonly string[]> {
  const given = workerUrl === null ? [] : [workerUrl];
  const relayed = appUrl === null ? [] : [relayAddress(appUrl, provider)];
  if (appUrl === null) return given;
  try {
    const { data } = await fetchProvider(client.rpc, provider, { commitment: 'confirmed' });
    const name = sha256FromBytes(Uint8Array.from(data.recordHash));
    const bytes = await fetchPublicBlob({ url: appUrl }, name, PROVIDER_RECORD_LIMIT_BYTES);
    const record = await verifyProviderRecord(network, bytes, [data.workerKey, data.authority]);
    return [...new Set([...given, ...workerAddresses(record), ...relayed])];
  } catch {
    return [...given, ...relayed];
  }
}
