import { hexFromBytes } from '@/lib/domain/bytes';
import { browserChain } from '@/lib/rpc/browser-chain';
import { type HeldBytesStore, heldBytesStore } from '@/lib/storage/held-bytes-store';

import { type UploadChoice } from '../job-draft';

/** Who holds an uploaded file while no lease does. */
const draftHolder = 'draft';

/** Keeps what a draft is made of for the next reload, in place of what was kept before. */
export async function keepUpload(name: string, bytes: Uint8Array): Promise<UploadChoice> {
  const sha256 = await sha256Of(bytes);
  try {
    const store = await draftBytes();
    await store.release(draftHolder);
    await store.put(draftHolder, sha256, bytes);
  } catch {
    // Without storage or room it lives as long as the page; the lease's own copy is asked for before signing.
  }
  return { kind: 'upload', name, sha256 };
}

/** What was kept; null where this browser does not hold it any more. */
export async function keptUpload({ sha256 }: UploadChoice): Promise<Uint8Array | null> {
  const bytes = await (await draftBytes()).get(sha256);
  return bytes !== null && (await sha256Of(bytes)) === sha256 ? bytes : null;
}

async function draftBytes(): Promise<HeldBytesStore> {
  return heldBytesStore(await (await browserChain()).genesisHash());
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}
