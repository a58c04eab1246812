/**
 * The project's one database in a browser. Every record is filed under a _realm_, the genesis hash of the chain it is for, so
 * that what belongs to one chain is never taken for another's, and goes when that chain goes.
 */
const databaseName = 'pyronet';
const databaseVersion = 1;

/** Object stores: sealing keys, sealed texts, public bytes by hash and the facts about those bytes. */
export const stores = { keys: 'keys', texts: 'texts', bytes: 'bytes', facts: 'facts' } as const;
export type StoreName = (typeof stores)[keyof typeof stores];

/** Place of a record: realm and name. */
export type RecordKey = readonly [realm: string, name: string];

let opened: Promise<IDBDatabase> | undefined;

/** Opens the database once a page. Rejects with a `DOMException` where the browser allows none, as in some private windows. */
export function openDatabase(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, databaseVersion);
  request.onupgradeneeded = () => {
    for (const store of Object.values(stores)) request.result.createObjectStore(store);
  };
  return resultOf(request).then((database) => {
    // Another tab wants to change or delete the database: stand aside, and open it anew when it is needed.
    database.onversionchange = () => {
      database.close();
      opened = undefined;
    };
    database.onclose = () => (opened = undefined);
    return database;
  });
}

/**
 * Runs `action` in one transaction; resolves with its result when everything has reached the disk. `action` may await nothing
 * but requests of this transaction.
 */
export async function transact<Result>(
  names: readonly StoreName[],
  mode: IDBTransactionMode,
  action: (store: (name: StoreName) => IDBObjectStore) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase();
  const transaction = database.transaction([...names], mode, { durability: 'strict' });
  const finished = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser gave up a transaction.'));
  });
  finished.catch(() => undefined);
  try {
    const result = await action((name) => transaction.objectStore(name));
    await finished;
    return result;
  } catch (error) {
    // One that failed by itself is over already.
    if (transaction.error === null) transaction.abort();
    throw error;
  }
}

/** The answer to one request of a transaction. */
export function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason.'));
  });
}

/** All keys of one realm. Arrays sort after strings, so an empty array closes the range. */
export const realmRange = (realm: string): IDBKeyRange => IDBKeyRange.bound([realm], [realm, []]);

/** Deletes everything of realms other than `realm`: for local networks, whose chain is made anew. */
export async function forgetOtherRealms(realm: string): Promise<void> {
  const all = Object.values(stores);
  await transact(all, 'readwrite', async (store) => {
    for (const name of all) {
      const keys = await resultOf(store(name).getAllKeys());
      for (const key of keys) if (!Array.isArray(key) || key[0] !== realm) store(name).delete(key);
    }
  });
}
