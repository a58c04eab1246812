import { type Address } from '@solana/kit';

import { sha256FromBytes } from '@/lib/blobs/digest';
import { fetchPublicBlob } from '@/lib/blobs/lease-client';
import { PROVIDER_RECORD_LIMIT_BYTES, verifyProviderRecord } from '@/lib/blobs/provider-record';
import { type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { fetchProvider } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { relayAddress, workerAddresses } from './reach-worker';

export interface WorkerSearch {
  /** An address given by hand, tried first; null for none. */
  readonly workerUrl: string | null;
  /** Origin of the app's server, which relays to workers and keeps provider records; null when there is none. */
  readonly appUrl: string | null;
}

/**
 * Where a provider's worker may be reached, best first: the address given by hand, those in the provider's signed record,
 * and the app's relay. A record that cannot be had leaves the others.
 */
export async function findWorkerAddresses(
  client: Pick<ChainClient, 'rpc'>,
  network: SignedNetwork,
  provider: Address,
  { workerUrl, appUrl }: WorkerSearch,
): Promise<readonly string[]> {
  const given = workerUrl === null ? [] : [workerUrl];
  if (appUrl === null) return given;
  const relayed = relayAddress(appUrl, provider);
  try {
    const { data } = await fetchProvider(client.rpc, provider, { commitment: 'confirmed' });
    const name = sha256FromBytes(Uint8Array.from(data.recordHash));
    const bytes = await fetchPublicBlob({ url: appUrl }, name, PROVIDER_RECORD_LIMIT_BYTES);
    const record = await verifyProviderRecord(network, bytes, [data.workerKey, data.authority]);
    const claimed = workerAddresses(record).filter((url) => mayBeAskedFrom(appUrl, url));
    return [...new Set([...given, ...claimed, relayed])];
  } catch {
    return [...given, relayed];
  }
}

/**
 * A record is a stranger's word: it may not lead whoever reads it to a machine inside its own network. On one computer,
 * where the app itself is at home, it may.
 */
export function mayBeAskedFrom(appUrl: string, workerUrl: string): boolean {
  return isPrivateHost(new URL(appUrl).hostname) || !isPrivateHost(new URL(workerUrl).hostname);
}

/** Loopback, private and link-local addresses (RFC 1918, 3927, 4193, 4291, 6598) as they stand in a URL. */
function isPrivateHost(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true;
  if (host.startsWith('[')) return /^\[(::1?\]|::ffff:|f[cd]|fe[89ab])/.test(host);
  const octets = host.split('.').map(Number);
  const [first = 0, second = 0] = octets;
  if (octets.length !== 4 || octets.some(Number.isNaN)) return false;
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
}
