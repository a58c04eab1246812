import { resultOf, stores, transact } from './indexed-db';
import { type KeyValueStore } from './key-value-store';

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
 * (docs/adr/073). A text is bound to its chain and name: it cannot be moved to another. Names lie open.
 *
 * @param genesisHash of the chain that the texts are for, base58
 */
export function sealedKeyValueStore(genesisHash: string): KeyValueStore {
  let key: Promise<CryptoKey> | undefined;
  const sealingKey = (): Promise<CryptoKey> => {
    key ??= obtainKey(genesisHash).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  const bound = (name: string): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(JSON.stringify([genesisHash, name]));
  const inTexts = <Result>(
    mode: IDBTransactionMode,
    action: (texts: IDBObjectStore) => Promise<Result>,
  ): Promise<Result> => transact(genesisHash, [stores.texts], mode, (store) => action(store(stores.texts)));

  return {
    get: async (name) => {
      const found = await inTexts('readonly', (texts) =>
        resultOf(texts.get(name) as IDBRequest<SealedText | undefined>),
      );
      return found === undefined ? null : unseal(await sealingKey(), bound(name), found);
    },
    set: async (name, value) => {
      const text = await seal(await sealingKey(), bound(name), value);
      await inTexts('readwrite', async (texts) => texts.put(text, name));
    },
    delete: async (name) => {
      await inTexts('readwrite', async (texts) => texts.delete(name));
    },
    keys: async (prefix) => {
      const names = await inTexts('readonly', (texts) => resultOf(texts.getAllKeys()));
      return names.map(String).filter((name) => name.startsWith(prefix));
    },
  };
}

/** The chain's sealing key. Of two tabs that make one at the same time, both use the one that was written first. */
async function obtainKey(genesisHash: string): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return transact(genesisHash, [stores.keys], 'readwrite', async (store) => {
    const keys = store(stores.keys);
    const found = await resultOf(keys.get(sealingKeyName) as IDBRequest<CryptoKey | undefined>);
    if (found !== undefined) return found;
    keys.put(fresh, sealingKeyName);
    return fresh;
  });
}

async function seal(
  key: CryptoKey,
  additionalData: Uint8Array<ArrayBuffer>,
  value: string,
): Promise<SealedText> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const text = new TextEncoder().encode(value);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData }, key, text);
  return { nonce, sealed };
}

/** @throws DOMException `OperationError` where the text was changed, moved, or sealed under another key */
async function unseal(
  key: CryptoKey,
  additionalData: Uint8Array<ArrayBuffer>,
  { nonce, sealed }: SealedText,
): Promise<string> {
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData }, key, sealed);
  return new TextDecoder().decode(text);
}
