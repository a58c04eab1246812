import path from 'node:path';

import { type Address } from '@solana/kit';

import { FolderStore } from '@/lib/blobs/folder-store';
import { loadSession, type SessionRecord, storedLeases } from '@/lib/session/session-record';
import { type HeldInputs, type SessionVault } from '@/lib/session/session-vault';
import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { DemoProblem, exitCode } from './demo-problem';

/** What the demo keeps between two runs: session keys, transactions in flight, jobs and scenes. */
export interface Workspace {
  readonly folder: string;
  readonly store: KeyValueStore;
  readonly blobs: FolderStore;
  readonly vault: SessionVault;
}

const quotaBytes = 4 * 1024 ** 3;
export const largestBlobBytes = 1024 ** 3;
const newestKey = 'newest-lease';

export async function openWorkspace(dataDir: string): Promise<Workspace> {
  const folder = path.join(dataDir, 'demo');
  const blobs = await FolderStore.open({ folder: path.join(folder, 'blobs'), quotaBytes });
  const store = fileKeyValueStore(path.join(folder, 'sessions'));
  return { folder, store, blobs, vault: { secrets: store, inputs: heldInFolder(blobs) } };
}

/** The folder holds jobs and scenes for good, as evidence; its own quota limits them. */
function heldInFolder(blobs: FolderStore): HeldInputs {
  return {
    put: async (_, name, bytes) => void (await blobs.putBytes(name, bytes)),
    get: async (name) => ((await blobs.size(name)) === undefined ? null : blobs.read(name, largestBlobBytes)),
    release: () => Promise.resolve(),
  };
}

/** Notes which session `--resume` goes on with. */
export const rememberNewest = ({ store }: Workspace, lease: Address): Promise<void> =>
  store.set(newestKey, lease);

/** @throws DemoProblem when there is nothing to go on with */
export async function newestSession({ store }: Workspace): Promise<SessionRecord> {
  const newest = await store.get(newestKey);
  const lease = (await storedLeases(store)).find((stored) => stored === newest);
  const record = lease === undefined ? null : await loadSession(store, lease);
  if (record !== null) return record;
  throw new DemoProblem(
    exitCode.badInput,
    'There is no interrupted job to go on with.',
    'Start one without --resume.',
  );
}
