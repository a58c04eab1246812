import { chainScope } from './chain-scope';

const databaseVersion = 1;

/** Object stores of a chain's database: its sealing key, sealed texts, public bytes by hash and the facts about them. */
export const stores = { keys: 'keys', texts: 'texts', bytes: 'bytes', facts: 'facts' } as const;
export type StoreName = (typeof stores)[keyof typeof stores];

const opened = new Map<string, Promise<IDBDatabase>>();

/**
 * What a browser keeps about one chain, named after its genesis hash (base58): it goes when that chain goes. Opened once a
 * page. Rejects with a `DOMException` where the browser allows no database, as in some private windows.
 */
export function openDatabase(genesisHash: string): Promise<IDBDatabase> {
  const known = opened.get(genesisHash);
  if (known !== undefined) return known;
  const opening = open(genesisHash).catch((error: unknown) => {
    opened.delete(genesisHash);
    throw error;
  });
  opened.set(genesisHash, opening);
  return opening;
}

async function open(genesisHash: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`${chainScope(genesisHash)}vault`, databaseVersion);
  request.onupgradeneeded = () => {
    for (const store of Object.values(stores)) request.result.createObjectStore(store);
  };
  const database = await resultOf(request);
  const standAside = (): void => {
    database.close();
    opened.delete(genesisHash);
  };
  // Somebody wants to delete the database, or the browser closed it: it is opened anew when it is needed.
  database.onversionchange = standAside;
  database.onclose = standAside;
  return database;
}

/**
 * Runs `action` in one transaction; resolves with its result when everything has reached the disk. `action` may await nothing
 * but requests of this transaction.
 */
export async function transact<Result>(
  genesisHash: string,
  names: readonly StoreName[],
  mode: IDBTransactionMode,
  action: (store: (name: StoreName) => IDBObjectStore) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(genesisHash);
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
