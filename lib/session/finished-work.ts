import { type Address, isAddress } from '@solana/kit';
import * as z from 'zod/mini';

import { isSha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type LeftState, storableLeftStates, storedLeftStates } from './left-state';

/** Names of the bytes of a lease that is over. */
export interface FinishedWork {
  readonly jobSha256: Sha256Hex;
  readonly inputSha256: Sha256Hex;
  /** Of the canonical result bytes. */
  readonly resultSha256: Sha256Hex;
  /** What each segment left, where the job carries state. */
  readonly left: readonly LeftState[];
  /** Unix seconds by the chain's clock. */
  readonly finishedAt: number;
}

const sha256 = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
const storedWork = z.object({
  jobSha256: sha256,
  inputSha256: sha256,
  resultSha256: sha256,
  left: storedLeftStates,
  finishedAt: z.number(),
});

const prefix = 'finished/';

export const saveFinished = (store: KeyValueStore, lease: Address, work: FinishedWork): Promise<void> =>
  store.set(prefix + lease, JSON.stringify({ ...work, left: storableLeftStates(work.left) }));

/** What is known of one finished lease; null where nothing is. */
export async function finishedWorkOf(store: KeyValueStore, lease: Address): Promise<FinishedWork | null> {
  const text = await store.get(prefix + lease);
  if (text === null) return null;
  const parsed = storedWork.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

export async function loadFinished(
  store: KeyValueStore,
): Promise<readonly (readonly [Address, FinishedWork])[]> {
  const leases = (await store.keys(prefix)).map((key) => key.slice(prefix.length)).filter(isAddress);
  const works = await Promise.all(
    leases.map(async (lease) => [lease, await finishedWorkOf(store, lease)] as const),
  );
  return works.flatMap(([lease, work]) => (work === null ? [] : [[lease, work] as const]));
}

export const forgetFinished = (store: KeyValueStore, lease: Address): Promise<void> =>
  store.delete(prefix + lease);
