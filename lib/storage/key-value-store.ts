/**
 * Small texts by name that outlive the process or the page: drafts, session keys, transactions in flight.
 *
 * A write has reached the medium when its promise resolves; a reader sees a whole value or none.
 */
export interface KeyValueStore {
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, value: string) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  /** Keys that begin with `prefix`, in no order. */
  readonly keys: (prefix: string) => Promise<readonly string[]>;
}

/** Forgets everything at the end; for short-lived callers and tests. */
export function memoryStore(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key) ?? null,
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
    keys: async (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}
