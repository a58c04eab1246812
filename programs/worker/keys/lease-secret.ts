import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { addressBytes } from '@/lib/blobs/signed-bytes';
import { concatBytes, u64Bytes } from '@/lib/domain/bytes';
import { contentDigest, type Digest } from '@/lib/domain/commitment';
import { domainTag } from '@/lib/domain/tag';

const TAG = domainTag('pyro.wsec.v1');
const SEED_BYTES = 32;

/**
 * The random secret that a provider commits to when it starts a lease and opens when it attests. It is derived from one
 * seed, so that nothing lease by lease can be lost: without it an attestation, and so the pay, would be impossible.
 */
export function leaseSecret(seed: Uint8Array, lease: Address, openedSlot: bigint): Digest {
  return contentDigest(concatBytes(TAG, seed, addressBytes(lease), u64Bytes(openedSlot)));
}

/** Reads the seed, or makes one that only the owner may read. */
export async function readOrCreateSeed(keysFolder: string): Promise<Uint8Array> {
  const file = path.join(keysFolder, 'lease-seed');
  const known = await readFile(file).catch(() => undefined);
  if (known?.byteLength === SEED_BYTES) return new Uint8Array(known);
  if (known !== undefined) throw new Error(`The seed at ${file} is damaged; restore it from your backup.`);
  await mkdir(keysFolder, { recursive: true, mode: 0o700 });
  const seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(seed);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return seed;
}
