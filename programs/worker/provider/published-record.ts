import { type Address } from '@solana/kit';

import { DataPlaneError, errorFromResponse } from '@/lib/blobs/data-plane-error';
import { type Sha256Hex, sha256Hex } from '@/lib/blobs/digest';
import { type ProviderRecord, signProviderRecord } from '@/lib/blobs/provider-record';
import { fromBase64, type SignedNetwork, toBase64 } from '@/lib/blobs/signed-bytes';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

/** A signed record and the name under which the chain refers to it. */
export interface PublishedRecord {
  readonly bytes: Uint8Array;
  readonly sha256: Sha256Hex;
}

/**
 * Signs where this worker is reached. While nothing in it changes, the same bytes come back, so that the hash on chain
 * stays true across restarts.
 */
export async function currentRecord(
  facts: KeyValueStore,
  network: SignedNetwork,
  content: Omit<ProviderRecord, 'version' | 'updated_at'>,
  workerPrivateKey: CryptoKey,
): Promise<PublishedRecord> {
  const described = JSON.stringify([content, toBase64(network.genesisHash)]);
  const [before, known] = await Promise.all([facts.get('record-content'), facts.get('record')]);
  const kept = before === described ? fromBase64(known ?? '') : undefined;
  if (kept !== undefined && kept.byteLength > 0) return { bytes: kept, sha256: await sha256Hex(kept) };
  const record = { ...content, version: 1, updated_at: Math.floor(Date.now() / 1000) } as const;
  const bytes = await signProviderRecord(network, record, workerPrivateKey);
  await facts.set('record', toBase64(bytes));
  await facts.set('record-content', described);
  return { bytes, sha256: await sha256Hex(bytes) };
}

/** Name of the record that was signed last; null before the machine has ever listened. */
export async function lastRecordSha256(facts: KeyValueStore): Promise<Sha256Hex | null> {
  const kept = fromBase64((await facts.get('record')) ?? '');
  return kept === undefined || kept.byteLength === 0 ? null : sha256Hex(kept);
}

/** Stores the record with the keeper at each relay. @throws DataPlaneError when one refuses or cannot be reached */
export async function storeRecord(
  { bytes, sha256 }: PublishedRecord,
  relays: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const origin of relays) {
    const response = await fetch(`${origin}/api/blobs/${sha256}`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      redirect: 'error',
      signal,
    }).catch((cause: unknown) => {
      throw new DataPlaneError(
        'unavailable',
        `The keeper at ${origin} cannot be reached.`,
        'It is tried again.',
        {
          cause,
        },
      );
    });
    if (!response.ok) throw await errorFromResponse(response);
    await response.body?.cancel();
  }
}

/** A name as the market may show it: what readers would refuse is left out. */
export function marketName(text: string, provider: Address): string {
  const clean = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|[<>&"'`\\]/gu, '')
    .trim()
    .slice(0, 64)
    .trim();
  return clean === '' ? `worker ${provider.slice(0, 6)}` : clean;
}
