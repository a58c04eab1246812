import 'fake-indexeddb/auto';

import { expect, test } from 'vitest';

import { forgetOtherRealms, openDatabase, resultOf, type StoreName, stores, transact } from './indexed-db';
import { sealedKeyValueStore } from './sealed-key-value-store';

const secret = 'a session key that nobody may read';

/** Everything that lies in one object store, as bytes and as text. */
async function everythingIn(name: StoreName): Promise<string> {
  const values = await transact([name], 'readonly', (store) => resultOf(store(name).getAll()));
  const bytesOf = (value: unknown): string => {
    if (value instanceof ArrayBuffer) return Buffer.from(value).toString('latin1');
    if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.values(value).map(bytesOf).join('|');
  };
  return values.map(bytesOf).join('\n');
}

test('a text is there for the next page, and is found by the beginning of its name', async () => {
  await sealedKeyValueStore('chain').set('session/a', 'one');
  await sealedKeyValueStore('chain').set('session/a', 'two');
  await sealedKeyValueStore('chain').set('other/a', 'three');
  const next = sealedKeyValueStore('chain');
  expect(await next.get('session/a')).toBe('two');
  expect(await next.get('session/b')).toBeNull();
  expect(await next.keys('session/')).toEqual(['session/a']);
  await next.delete('session/a');
  expect(await next.get('session/a')).toBeNull();
});

test('nothing of a text lies in the database in the open', async () => {
  await sealedKeyValueStore('open').set('session/secret', secret);
  for (const name of Object.values(stores)) expect(await everythingIn(name)).not.toContain(secret);
  expect(await everythingIn(stores.texts)).not.toHaveLength(0);
});

test('the key that seals cannot be read out by any script', async () => {
  await sealedKeyValueStore('kept').set('a', secret);
  const key = await transact([stores.keys], 'readonly', (store) =>
    resultOf(store(stores.keys).get(['kept', 'sealing key']) as IDBRequest<CryptoKey>),
  );
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('the same text is never sealed to the same bytes', async () => {
  const store = sealedKeyValueStore('twice');
  await store.set('a', secret);
  await store.set('b', secret);
  const texts = await transact([stores.texts], 'readonly', (found) =>
    resultOf(found(stores.texts).getAll() as IDBRequest<{ sealed: ArrayBuffer }[]>),
  );
  const sealed = texts.map((text) => Buffer.from(text.sealed).toString('hex'));
  expect(new Set(sealed).size).toBe(sealed.length);
});

test('a text that was changed, or moved to another name, is refused', async () => {
  const store = sealedKeyValueStore('moved');
  await store.set('a', secret);
  const database = await openDatabase();
  const transaction = database.transaction(stores.texts, 'readwrite');
  const texts = transaction.objectStore(stores.texts);
  texts.put(await resultOf(texts.get(['moved', 'a'])), ['moved', 'b']);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  await expect(store.get('b')).rejects.toThrow();
  expect(await store.get('a')).toBe(secret);
});

test('two tabs that begin at the same time read what the other wrote', async () => {
  const [one, other] = [sealedKeyValueStore('tabs'), sealedKeyValueStore('tabs')];
  await Promise.all([one.set('a', 'from one'), other.set('b', 'from other')]);
  expect([await one.get('b'), await other.get('a')]).toEqual(['from other', 'from one']);
});

test('what belongs to a chain that is gone is forgotten, its key too', async () => {
  await sealedKeyValueStore('old chain').set('session/a', secret);
  await sealedKeyValueStore('new chain').set('session/a', 'kept');
  await forgetOtherRealms('new chain');
  expect(await sealedKeyValueStore('old chain').keys('')).toEqual([]);
  expect(await sealedKeyValueStore('new chain').get('session/a')).toBe('kept');
  const keys = await transact([stores.keys], 'readonly', (store) =>
    resultOf(store(stores.keys).getAllKeys()),
  );
  expect(keys.filter((key) => Array.isArray(key) && key[0] === 'old chain')).toEqual([]);
});
