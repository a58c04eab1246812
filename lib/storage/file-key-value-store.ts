import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { type KeyValueStore } from './key-value-store';

/**
 * One file per key in a folder readable by its owner alone. A value is written beside its file, flushed, and renamed
 * over it, so being killed at any moment leaves the old value or the new one.
 */
export function fileKeyValueStore(folder: string): KeyValueStore {
  const fileOf = (key: string): string => path.join(folder, encodeURIComponent(key).replaceAll('*', '%2A'));
  let writes = 0;

  return {
    get: async (key) => {
      try {
        return await readFile(fileOf(key), 'utf8');
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    set: async (key, value) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const beside = `${fileOf(key)}.${process.pid}.${++writes}~`;
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(value);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, fileOf(key));
    },
    delete: (key) => rm(fileOf(key), { force: true }),
    keys: async (prefix) => {
      try {
        const names = await readdir(folder);
        return names
          .filter((name) => !name.endsWith('~'))
          .map((name) => decodeURIComponent(name))
          .filter((key) => key.startsWith(prefix));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
