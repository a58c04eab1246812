import { type KeyValueStore } from './key-value-store';

/**
 * The browser's `localStorage` below a scope. A value is written before the call returns, which is what a record of
 * something about to be sent needs; other tabs hear of it by `storage` events. Nothing here is encrypted.
 */
export function localStorageKeyValueStore(
  scope: string,
  storage: Storage = window.localStorage,
): KeyValueStore {
  return {
    get: async (key) => storage.getItem(scope + key),
    set: async (key, value) => storage.setItem(scope + key, value),
    delete: async (key) => storage.removeItem(scope + key),
    keys: async (prefix) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
        .filter((key) => key.startsWith(scope + prefix))
        .map((key) => key.slice(scope.length)),
  };
}
