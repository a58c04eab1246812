import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { WorkerError } from './worker-error';

/** What a worker keeps on disk; everything below `root`, readable by its owner alone. */
export interface DataFolder {
  readonly root: string;
  readonly keys: string;
  readonly blobs: string;
  /** Small facts: the network, the last benchmark, the signed record. */
  readonly facts: KeyValueStore;
  /** What was signed and sent, so that a restart asks what became of it. */
  readonly transactions: KeyValueStore;
  /** The folder of one life of one lease. */
  readonly leaseFolder: (lease: Address, openedSlot: bigint) => string;
}

export async function openDataFolder(root: string): Promise<DataFolder> {
  const at = (name: string): string => path.join(root, name);
  await mkdir(root, { recursive: true, mode: 0o700 });
  return {
    root,
    keys: at('keys'),
    blobs: at('blobs'),
    facts: fileKeyValueStore(at('facts')),
    transactions: fileKeyValueStore(at('transactions')),
    leaseFolder: (lease, openedSlot) => path.join(root, 'leases', `${lease}.${openedSlot}`),
  };
}

/**
 * Ties the folder to the first network it is used with: leases, keys and signed messages of one network mean nothing,
 * or worse, on another.
 * @throws WorkerError `other_network`
 */
export async function tieToNetwork(
  { facts, root }: DataFolder,
  network: { readonly genesisHash: string; readonly programAddress: Address },
): Promise<void> {
  const here = `${network.genesisHash} ${network.programAddress}`;
  const before = await facts.get('network');
  if (before === null) return facts.set('network', here);
  if (before === here) return;
  throw new WorkerError(
    'other_network',
    `The data in ${root} belongs to another network or program than the one at --rpc.`,
    'Point --rpc at the old network, or use a new folder with --data.',
  );
}
