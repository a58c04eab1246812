import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createKeyFile, readKeyFile } from './key-file';
import { leaseSecret, readOrCreateSeed } from './lease-secret';
import { loadKeys, loadOrCreateKeys } from './worker-keys';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'pyronet-keys-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('key files', () => {
  test('are made once, for the owner alone, in the form that other Solana tools read', async () => {
    const file = path.join(folder, 'keys', 'worker.json');
    const made = await createKeyFile(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveLength(64);
    expect((await readKeyFile(file)).address).toBe(made.address);
    await expect(createKeyFile(file)).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await readKeyFile(file)).address).toBe(made.address);
  });

  test('that others may read, that are damaged or missing are refused without showing them', async () => {
    const file = path.join(folder, 'worker.json');
    await expect(readKeyFile(file)).rejects.toMatchObject({ code: 'key_missing' });
    await createKeyFile(file);
    await chmod(file, 0o644);
    await expect(readKeyFile(file)).rejects.toMatchObject({
      code: 'key_unsafe',
      next: `Run: chmod 600 ${file}`,
    });
    await writeFile(file, '[1,2,"secret"');
    await chmod(file, 0o600);
    const problem = await readKeyFile(file).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'key_damaged' });
    expect(JSON.stringify(problem) + String((problem as Error).cause)).not.toContain('secret');
  });

  test('stay the same from start to start', async () => {
    const source = { kind: 'files', folder } as const;
    const made = await loadOrCreateKeys(source);
    const loaded = await loadKeys(source);
    expect([loaded.authority.address, loaded.worker.address]).toEqual([
      made.authority.address,
      made.worker.address,
    ]);
    expect(made.authority.address).not.toBe(made.worker.address);
  });
});

describe('the secrets of leases', () => {
  test('come from one seed that is made once, and differ by lease and life', async () => {
    const seed = await readOrCreateSeed(folder);
    expect(await readOrCreateSeed(folder)).toEqual(seed);
    expect((await stat(path.join(folder, 'lease-seed'))).mode & 0o777).toBe(0o600);
    const { worker, authority } = await loadOrCreateKeys({ kind: 'files', folder });
    const secrets = [
      leaseSecret(seed, worker.address, 1n),
      leaseSecret(seed, worker.address, 2n),
      leaseSecret(seed, authority.address, 1n),
      leaseSecret(new Uint8Array(32), worker.address, 1n),
    ].map((secret) => Buffer.from(secret).toString('hex'));
    expect(new Set(secrets).size).toBe(4);
    expect(leaseSecret(seed, worker.address, 1n)).toEqual(leaseSecret(seed, worker.address, 1n));
  });

  test('are never derived from a damaged seed', async () => {
    await writeFile(path.join(folder, 'lease-seed'), 'short');
    await expect(readOrCreateSeed(folder)).rejects.toThrow('damaged');
  });
});
