import path from 'node:path';

import { type Address, type KeyPairSigner } from '@solana/kit';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { readKeyFile, readOrCreateKey } from './key-file';

/** What serving leases needs: the worker key, and whose leases they are. */
export interface ServingKeys {
  readonly authority: { readonly address: Address };
  readonly worker: KeyPairSigner;
}

/**
 * The authority owns stake, bond and earnings; the worker key only serves leases. They are apart so that a stolen
 * machine cannot take the money: serving needs the worker key alone.
 */
export interface WorkerKeys extends ServingKeys {
  readonly authority: KeyPairSigner;
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
  return { authority: await readOrCreateKey(authorityFile), worker: await readOrCreateKey(workerFile) };
}

/** The worker key alone, for a provider whose authority's key is elsewhere. */
export async function loadServingKeys(source: KeySource, authority: Address): Promise<ServingKeys> {
  const worker =
    source.kind === 'local'
      ? await worthlessLocalKey(`worker ${source.name}`)
      : await readOrCreateKey(files(source.folder).workerFile);
  return { authority: { address: authority }, worker };
}

const files = (folder: string) => ({
  authorityFile: path.join(folder, 'authority.json'),
  workerFile: path.join(folder, 'worker.json'),
});
