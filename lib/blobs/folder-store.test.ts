import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { equalBytes } from '@/lib/domain/bytes';

import { readAtMost } from './byte-stream';
import { parseSha256Hex, type Sha256Hex } from './digest';
import { FolderStore } from './folder-store';

let folder: string;
let store: FolderStore;

const nameOf = (bytes: Uint8Array): Sha256Hex =>
  parseSha256Hex(createHash('sha256').update(bytes).digest('hex'));
const fileOf = (hash: Sha256Hex): string => path.join(folder, hash.slice(0, 2), hash);
const blob = new Uint8Array(randomBytes(700_000));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyronet-store-'));
  store = await FolderStore.open({ folder, quotaBytes: 2_000_000 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a folder store', () => {
  test('gives back what it was given, whole or from any byte', async () => {
    await expect(store.putBytes(nameOf(blob), blob)).resolves.toEqual({ bytes: 700_000, created: true });
    expect(equalBytes(await store.read(nameOf(blob), 700_000), blob)).toBe(true);
    const { size, body } = await store.stream(nameOf(blob), 300_001);
    expect(size).toBe(700_000);
    expect(equalBytes(await readAtMost(body, 700_000), blob.subarray(300_001))).toBe(true);
  });

  test('refuses bytes that do not hash to their name, and keeps nothing of them', async () => {
    const wrong = nameOf(new Uint8Array(3));
    await expect(store.putBytes(wrong, blob)).rejects.toMatchObject({ code: 'wrong_hash' });
    expect(await store.size(wrong)).toBeUndefined();
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
    expect(store.usedBytes).toBe(0);
  });

  test('refuses more and fewer bytes than announced', async () => {
    await expect(store.put(nameOf(blob), 699_999, [blob])).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.put(nameOf(blob), 700_001, [blob])).rejects.toMatchObject({ code: 'bad_request' });
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  test('stops reading an endless upload at the announced size', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent += 1000;
        yield new Uint8Array(1000);
      }
    }
    await expect(store.put(nameOf(blob), 10_000, endless())).rejects.toMatchObject({ code: 'too_large' });
    expect(sent).toBe(11_000);
  });

  test('keeps the quota over uploads in progress, and gives the room back when one fails', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    async function* stalled(): AsyncGenerator<Uint8Array> {
      await gate;
      yield new Uint8Array(1);
    }
    const first = store.put(nameOf(new Uint8Array(9)), 1_500_000, stalled());
    await expect(store.putBytes(nameOf(blob), blob)).rejects.toMatchObject({ code: 'storage_full' });
    release();
    await expect(first).rejects.toMatchObject({ code: 'bad_request' });
    await expect(store.putBytes(nameOf(blob), blob)).resolves.toMatchObject({ created: true });
  });

  test('counts a blob once when many upload it at the same time', async () => {
    await Promise.all([store.putBytes(nameOf(blob), blob), store.putBytes(nameOf(blob), blob)]);
    expect(equalBytes(await store.read(nameOf(blob), blob.length), blob)).toBe(true);
    expect(store.usedBytes).toBe(700_000);
    await expect(store.putBytes(nameOf(blob), blob)).resolves.toMatchObject({ created: false });
  });

  test.each([
    ['overwritten', (file: string) => writeFile(file, randomBytes(700_000))],
    ['truncated', (file: string) => truncate(file, 5)],
  ])('removes a blob that was %s on disk instead of serving it', async (_, damage) => {
    await store.putBytes(nameOf(blob), blob);
    await store.read(nameOf(blob), blob.length);
    await damage(fileOf(nameOf(blob)));
    await expect(store.read(nameOf(blob), blob.length)).rejects.toMatchObject({ code: 'not_found' });
    await expect(store.putBytes(nameOf(blob), blob)).resolves.toMatchObject({ created: true });
    expect(equalBytes(await store.read(nameOf(blob), blob.length), blob)).toBe(true);
  });

  test('after a crash knows its blobs and drops half uploads', async () => {
    await store.putBytes(nameOf(blob), blob);
    await writeFile(path.join(folder, 'incoming', 'half'), 'left by a crash');
    const reopened = await FolderStore.open({ folder, quotaBytes: 2_000_000 });
    expect(reopened.usedBytes).toBe(700_000);
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
    expect(equalBytes(await reopened.read(nameOf(blob), blob.length), blob)).toBe(true);
  });

  test('collects what nobody needs and leaves the young and the needed', async () => {
    const other = new Uint8Array(randomBytes(10));
    await store.putBytes(nameOf(blob), blob);
    await store.putBytes(nameOf(other), other);
    expect(await store.collectGarbage(() => false, 0)).toBe(0);
    expect(await store.collectGarbage((hash) => hash === nameOf(other), Date.now() + 1000)).toBe(700_000);
    expect(await store.size(nameOf(blob))).toBeUndefined();
    expect(await store.size(nameOf(other))).toBe(10);
  });

  test.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, 'a'.repeat(65), '..%2f'])(
    'takes no name but a hash: %j',
    (name) => {
      expect(() => parseSha256Hex(name)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    },
  );
});
