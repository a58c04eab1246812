import { mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { createKeyPairSignerFromBytes, type KeyPairSigner } from '@solana/kit';

import { WorkerError } from '../worker-error';

/**
 * Reads a key file in the format of `solana-keygen` (a JSON array of 64 numbers).
 * @throws WorkerError `key_missing`, `key_unsafe` when others may read it, `key_damaged`
 */
export async function readKeyFile(file: string): Promise<KeyPairSigner> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) {
    throw new WorkerError('key_missing', `There is no key at ${file}.`, 'Run `onboard` first.');
  }
  if (process.platform !== 'win32' && (info.mode & 0o077) !== 0) {
    throw new WorkerError(
      'key_unsafe',
      `Others on this machine may read the key at ${file}.`,
      `Run: chmod 600 ${file}`,
    );
  }
  try {
    const numbers: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!Array.isArray(numbers) || numbers.length !== 64) throw new TypeError('not 64 numbers');
    return await createKeyPairSignerFromBytes(Uint8Array.from(numbers.map(Number)));
  } catch (cause) {
    throw new WorkerError(
      'key_damaged',
      `The file at ${file} is not a key.`,
      'Restore it from your backup.',
      // The parser's own words may quote the file.
      { cause: cause instanceof Error ? cause.name : undefined },
    );
  }
}

/** Makes a new key that only the owner may read; an existing file is never overwritten. */
export async function createKeyFile(file: string): Promise<KeyPairSigner> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const { d: seed } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const bytes = Uint8Array.from([...Buffer.from(seed ?? '', 'base64url'), ...publicKey]);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify([...bytes]));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return createKeyPairSignerFromBytes(bytes);
}

/** Reads a key, making one where there is none yet. @throws WorkerError `key_unsafe`, `key_damaged` */
export async function readOrCreateKey(file: string): Promise<KeyPairSigner> {
  try {
    return await readKeyFile(file);
  } catch (error) {
    if (error instanceof WorkerError && error.code === 'key_missing') return createKeyFile(file);
    throw error;
  }
}
