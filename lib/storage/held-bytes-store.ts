import { resultOf, type StoreName, stores, transact } from './indexed-db';

/** Public bytes by their hash, kept for as long as somebody holds them. */
export interface HeldBytesStore {
  /**
   * Keeps `bytes` under `name` for `holder`.
   *
   * @throws StorageFullError when no room is left
   */
  readonly put: (holder: string, name: string, bytes: Uint8Array) => Promise<void>;
  /** Null where nothing is kept under the name. */
  readonly get: (name: string) => Promise<Uint8Array | null>;
  /** `holder` needs nothing any more; bytes that nobody else holds are deleted. */
  readonly release: (holder: string) => Promise<void>;
  /** Everybody who holds something. */
  readonly holders: () => Promise<readonly string[]>;
}

/** The browser has no room left, or this project has used the room it allows itself. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
  readonly next = 'Finish or delete earlier jobs in this browser, or use a smaller scene.';

  constructor(
    readonly neededBytes: number,
    readonly limitBytes: number,
    options?: ErrorOptions,
  ) {
    super(`There is no room in this browser for another ${neededBytes} bytes.`, options);
  }
}

interface Facts {
  readonly sizeBytes: number;
  readonly holders: readonly string[];
}

/** Room for a few large scenes; browsers allow an origin far more. */
const defaultLimitBytes = 1024 * 1024 * 1024;

/**
 * Bytes in the browser's database. They lie open: whatever is put here is meant for a stranger's machine anyway.
 *
 * @param genesisHash of the chain that the bytes are for, base58
 */
export function heldBytesStore(
  genesisHash: string,
  { limitBytes = defaultLimitBytes }: { readonly limitBytes?: number } = {},
): HeldBytesStore {
  const both: readonly StoreName[] = [stores.bytes, stores.facts];

  return {
    put: async (holder, name, bytes) => {
      try {
        await transact(genesisHash, both, 'readwrite', async (store) => {
          const facts = await factsOf(store(stores.facts));
          const known = facts.get(name);
          const usedBytes = [...facts.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
          if (known === undefined && usedBytes + bytes.byteLength > limitBytes) {
            throw new StorageFullError(bytes.byteLength, limitBytes);
          }
          const holders = [...new Set([...(known?.holders ?? []), holder])];
          store(stores.facts).put({ sizeBytes: bytes.byteLength, holders } satisfies Facts, name);
          if (known === undefined) store(stores.bytes).put(bytes.slice(), name);
        });
      } catch (error) {
        if (!isQuotaError(error)) throw error;
        throw new StorageFullError(bytes.byteLength, limitBytes, { cause: error });
      }
    },
    get: async (name) => {
      const found = await transact(genesisHash, [stores.bytes], 'readonly', (store) =>
        resultOf(store(stores.bytes).get(name) as IDBRequest<Uint8Array | undefined>),
      );
      return found ?? null;
    },
    release: async (holder) => {
      await transact(genesisHash, both, 'readwrite', async (store) => {
        for (const [name, { sizeBytes, holders }] of await factsOf(store(stores.facts))) {
          if (!holders.includes(holder)) continue;
          const others = holders.filter((other) => other !== holder);
          if (others.length > 0) {
            store(stores.facts).put({ sizeBytes, holders: others } satisfies Facts, name);
          } else {
            for (const each of both) store(each).delete(name);
          }
        }
      });
    },
    holders: async () => {
      const facts = await transact(genesisHash, [stores.facts], 'readonly', (store) =>
        factsOf(store(stores.facts)),
      );
      return [...new Set([...facts.values()].flatMap(({ holders }) => holders))];
    },
  };
}

async function factsOf(store: IDBObjectStore): Promise<ReadonlyMap<string, Facts>> {
  const [names, facts] = await Promise.all([
    resultOf(store.getAllKeys()),
    resultOf(store.getAll() as IDBRequest<Facts[]>),
  ]);
  return new Map(facts.map((fact, index) => [String(names[index]), fact]));
}

const isQuotaError = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';
