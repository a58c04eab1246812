import { type KeyValueStore } from './key-value-store';
import { type RecordKey, realmRange, resultOf, stores, transact } from './indexed-db';

/** A text as it lies in the database. */
interface SealedText {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

const sealingKeyName = 'sealing key';
/** NIST SP 800-38D, 8.2.2: 96 random bits, drawn anew for every text. */
const nonceBytes = 12;

/**
 * Texts in the browser's database, sealed with AES-256-GCM under a key that the browser keeps and no script can read out
 * (docs/adr/073). A text is bound to its realm and name: it cannot be moved to another. Their names lie open.
 *
 * @param realm genesis hash of the chain that the texts are for
 */
export function sealedKeyValueStore(realm: string): KeyValueStore {
  let key: Promise<CryptoKey> | undefined;
  const sealingKey = (): Promise<CryptoKey> => {
    key ??= obtainKey(realm).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  return {
    get: async (name) => {
      const found = await transact([stores.texts], 'readonly', (store) =>
        resultOf(store(stores.texts).get(placeOf(realm, name)) as IDBRequest<SealedText | undefined>),
      );
      return found === undefined ? null : unseal(await sealingKey(), placeOf(realm, name), found);
    },
    set: async (name, value) => {
      const place = placeOf(realm, name);
      const text = await seal(await sealingKey(), place, value);
      await transact([stores.texts], 'readwrite', async (store) => store(stores.texts).put(text, place));
    },
    delete: async (name) => {
      await transact([stores.texts], 'readwrite', async (store) =>
        store(stores.texts).delete(placeOf(realm, name)),
      );
    },
    keys: async (prefix) => {
      const keys = await transact([stores.texts], 'readonly', (store) =>
        resultOf(store(stores.texts).getAllKeys(realmRange(realm))),
      );
      return keys
        .map((found) => (Array.isArray(found) ? String(found[1]) : ''))
        .filter((name) => name.startsWith(prefix));
    },
  };
}

function placeOf(realm: string, name: string): [string, string] {
  return [realm, name] satisfies RecordKey;
}

/** The realm's key. Of two tabs that make one at the same time, both use the one that was written first. */
async function obtainKey(realm: string): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return transact([stores.keys], 'readwrite', async (store) => {
    const place = placeOf(realm, sealingKeyName);
    const found = await resultOf(store(stores.keys).get(place) as IDBRequest<CryptoKey | undefined>);
    if (found !== undefined) return found;
    store(stores.keys).put(fresh, place);
    return fresh;
  });
}

async function seal(key: CryptoKey, place: RecordKey, value: string): Promise<SealedText> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const text = new TextEncoder().encode(value);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: boundTo(place) },
    key,
    text,
  );
  return { nonce, sealed };
}

/** @throws DOMException `OperationError` where the text was changed, moved, or sealed under another key */
async function unseal(key: CryptoKey, place: RecordKey, { nonce, sealed }: SealedText): Promise<string> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: boundTo(place) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, sealed));
}

const boundTo = (place: RecordKey): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(place));
