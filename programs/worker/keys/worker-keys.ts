import path from 'node:path';

import { type KeyPairSigner } from '@solana/kit';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { WorkerError } from '../worker-error';
import { createKeyFile, readKeyFile } from './key-file';

/**
 * The authority owns stake, bond and earnings; the worker key only serves leases. They are apart so that a stolen
 * machine cannot take the money: serving needs the worker key alone.
 */
export interface WorkerKeys {
  readonly authority: KeyPairSigner;
  readonly worker: KeyPairSigner;
}

/** Where keys come from: worthless public ones of the local network, by name, or files. */
export type KeySource =
  { readonly kind: 'local'; readonly name: string } | { readonly kind: 'files'; readonly folder: string };

/** @throws WorkerError when a key file is missing or unsafe */
export async function loadKeys(source: KeySource): Promise<WorkerKeys> {
  if (source.kind === 'local') {
    return {
      authority: await worthlessLocalKey(`provider ${source.name}`),
      worker: await worthlessLocalKey(`worker ${source.name}`),
    };
  }
  const { authorityFile, workerFile } = files(source.folder);
  return { authority: await readKeyFile(authorityFile), worker: await readKeyFile(workerFile) };
}

/** Loads the keys, making those that do not exist yet. */
export async function loadOrCreateKeys(source: KeySource): Promise<WorkerKeys> {
  if (source.kind === 'local') return loadKeys(source);
  const { authorityFile, workerFile } = files(source.folder);
  return { authority: await readOrCreate(authorityFile), worker: await readOrCreate(workerFile) };
}

const files = (folder: string) => ({
  authorityFile: path.join(folder, 'authority.json'),
  workerFile: path.join(folder, 'worker.json'),
});

async function readOrCreate(file: string): Promise<KeyPairSigner> {
  try {
    return await readKeyFile(file);
  } catch (error) {
    if (error instanceof WorkerError && error.code === 'key_missing') return createKeyFile(file);
    throw error;
  }
}
