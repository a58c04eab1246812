import 'fake-indexeddb/auto';

import { expect, test } from 'vitest';

import { heldBytesStore, StorageFullError } from './held-bytes-store';

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

test('bytes are there while somebody holds them', async () => {
  const store = heldBytesStore('holding');
  await store.put('lease one', 'scene', bytes(10, 1));
  await store.put('lease two', 'scene', bytes(10, 1));
  await store.put('lease one', 'job', bytes(5, 2));
  await store.release('lease one');
  expect(await heldBytesStore('holding').get('scene')).toEqual(bytes(10, 1));
  expect(await store.get('job')).toBeNull();
  expect(await store.holders()).toEqual(['lease two']);
  await store.release('lease two');
  expect(await store.get('scene')).toBeNull();
});

test('what does not fit is refused, and leaves what is there alone', async () => {
  const store = heldBytesStore('small', { limitBytes: 100 });
  await store.put('a', 'first', bytes(80, 1));
  await expect(store.put('a', 'second', bytes(21, 2))).rejects.toThrow(StorageFullError);
  expect(await store.get('second')).toBeNull();
  expect(await store.get('first')).toEqual(bytes(80, 1));
  await store.put('b', 'first', bytes(80, 1));
  await store.release('a');
  await store.release('b');
  await store.put('a', 'second', bytes(100, 2));
  expect(await store.get('second')).toEqual(bytes(100, 2));
});

test('another chain’s bytes are neither seen nor counted', async () => {
  await heldBytesStore('one chain', { limitBytes: 100 }).put('a', 'scene', bytes(90, 1));
  const other = heldBytesStore('other chain', { limitBytes: 100 });
  await other.put('a', 'picture', bytes(90, 1));
  expect(await other.get('scene')).toBeNull();
});
