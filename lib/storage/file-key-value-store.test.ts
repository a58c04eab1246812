import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { fileKeyValueStore } from './file-key-value-store';
import { type KeyValueStore } from './key-value-store';

let folder: string;
let store: KeyValueStore;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'pyronet-store-')), 'keys');
  store = fileKeyValueStore(folder);
});

afterEach(() => rm(path.dirname(folder), { recursive: true }));

test('a value is there for the next process', async () => {
  await store.set('session/a b', 'one');
  await store.set('session/a b', 'two');
  expect(await fileKeyValueStore(folder).get('session/a b')).toBe('two');
  expect(await store.get('session/c')).toBeNull();
});

test('keys are found by prefix and can be deleted', async () => {
  for (const key of ['session/1', 'session/2', 'transaction/1']) await store.set(key, 'x');
  expect([...(await store.keys('session/'))].sort()).toEqual(['session/1', 'session/2']);
  await store.delete('session/1');
  await store.delete('session/1');
  expect(await store.keys('session/')).toEqual(['session/2']);
});

test('no key can name a file outside the folder', async () => {
  await store.set('../../escape', 'x');
  expect(await readdir(folder)).toHaveLength(1);
  expect(await store.get('../../escape')).toBe('x');
});

test('half a write, left by a kill, is not a value', async () => {
  await store.set('a', 'x');
  await writeFile(path.join(folder, 'b.1.1~'), 'half');
  expect(await store.keys('')).toEqual(['a']);
});

test('secrets are readable by their owner alone', async () => {
  await store.set('a', 'x');
  expect((await stat(path.join(folder, 'a'))).mode & 0o077).toBe(0);
  expect((await stat(folder)).mode & 0o077).toBe(0);
});
