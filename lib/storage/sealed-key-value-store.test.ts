import 'fake-indexeddb/auto';

import { expect, test } from 'vitest';

import { openDatabase, resultOf, type StoreName, stores, transact } from './indexed-db';
import { sealedKeyValueStore } from './sealed-key-value-store';

const secret = 'a session key that nobody may read';

/** Everything that lies in one object store, as bytes and as text. */
async function everythingIn(chain: string, name: StoreName): Promise<string> {
  const values = await transact(chain, [name], 'readonly', (store) => resultOf(store(name).getAll()));
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
  for (const name of Object.values(stores)) expect(await everythingIn('open', name)).not.toContain(secret);
  expect(await everythingIn('open', stores.texts)).not.toHaveLength(0);
});

test('the key that seals cannot be read out by any script', async () => {
  await sealedKeyValueStore('kept').set('a', secret);
  const key = await transact('kept', [stores.keys], 'readonly', (store) =>
    resultOf(store(stores.keys).get('sealing key') as IDBRequest<CryptoKey>),
  );
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('the same text under the same name is never sealed to the same bytes', async () => {
  const store = sealedKeyValueStore('twice');
  const sealedText = async (): Promise<string> => {
    await store.set('a', secret);
    return everythingIn('twice', stores.texts);
  };
  expect(await sealedText()).not.toBe(await sealedText());
});

test('a text that was changed, or moved to another name, is refused', async () => {
  const store = sealedKeyValueStore('moved');
  await store.set('a', secret);
  const database = await openDatabase('moved');
  const transaction = database.transaction(stores.texts, 'readwrite');
  const texts = transaction.objectStore(stores.texts);
  texts.put(await resultOf(texts.get('a')), 'b');
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  await expect(store.get('b')).rejects.toThrow();
  expect(await store.get('a')).toBe(secret);
});

test('two tabs that begin at the same time read what the other wrote', async () => {
  const [one, other] = [sealedKeyValueStore('tabs'), sealedKeyValueStore('tabs')];
  await Promise.all([one.set('a', 'from one'), other.set('b', 'from other')]);
  expect([await one.get('b'), await other.get('a')]).toEqual(['from other', 'from one']);
});

test('nothing of one chain is seen from another', async () => {
  await sealedKeyValueStore('old chain').set('session/a', secret);
  const store = sealedKeyValueStore('new chain');
  expect(await store.keys('')).toEqual([]);
  expect(await store.get('session/a')).toBeNull();
});
