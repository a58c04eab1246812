import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { tooLarge } from './byte-stream';
import { DataPlaneError } from './data-plane-error';
import { isSha256Hex, type Sha256Hex } from './digest';

export interface FolderStoreOptions {
  /** Folder owned by this store; made when missing. */
  readonly folder: string;
  /** All blobs together, uploads in progress included, may take this much. */
  readonly quotaBytes: number;
}

export interface PutResult {
  readonly bytes: number;
  /** False when the blob was there already. */
  readonly created: boolean;
}

interface VerifiedFile {
  readonly ino: number;
  readonly mtimeMs: number;
  readonly size: number;
}

const READ_CHUNK_BYTES = 256 * 1024;

/**
 * Blobs in a folder, one file each, named by the SHA-256 of its bytes.
 *
 * A blob appears under its name only after its bytes were hashed and flushed, so a crash or a wrong upload leaves
 * nothing behind under that name. A blob is hashed again before this process first serves it; one that no longer
 * matches is removed and reported as missing, so that it can be sent anew.
 */
export class FolderStore {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #quotaBytes: number;
  readonly #verified = new Map<Sha256Hex, VerifiedFile>();
  #usedBytes = 0;
  #reservedBytes = 0;

  private constructor(options: FolderStoreOptions) {
    this.#folder = options.folder;
    this.#incoming = path.join(options.folder, 'incoming');
    this.#quotaBytes = options.quotaBytes;
  }

  /** Opens the store, counts what it holds and removes uploads that a crash left unfinished. */
  static async open(options: FolderStoreOptions): Promise<FolderStore> {
    const store = new FolderStore(options);
    await mkdir(store.#folder, { recursive: true, mode: 0o700 });
    await rm(store.#incoming, { recursive: true, force: true });
    await mkdir(store.#incoming, { recursive: true, mode: 0o700 });
    for await (const { size } of store.list()) store.#usedBytes += size;
    return store;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** @returns size in bytes, or undefined when the blob is not here */
  async size(hash: Sha256Hex): Promise<number | undefined> {
    const info = await stat(this.#pathOf(hash)).catch(ignoreMissing);
    return info?.size;
  }

  /**
   * Takes `bytes` bytes from `chunks` and keeps them if they hash to `hash`.
   * @throws DataPlaneError `wrong_hash`, `too_large`, `bad_request` (too short), `storage_full`
   */
  async put(
    hash: Sha256Hex,
    bytes: number,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<PutResult> {
    if (await this.#holds(hash, bytes)) return { bytes, created: false };
    this.#reserve(bytes);
    const temporary = path.join(this.#incoming, `${hash}.${randomBytes(8).toString('hex')}`);
    try {
      await writeHashed(temporary, hash, bytes, chunks);
      const created = await this.#publish(temporary, hash);
      if (created) this.#usedBytes += bytes;
      return { bytes, created };
    } catch (error) {
      await rm(temporary, { force: true });
      if (isDiskFull(error)) throw storageFull();
      throw error;
    } finally {
      this.#reservedBytes -= bytes;
    }
  }

  /** Puts bytes that are in memory already. */
  async putBytes(hash: Sha256Hex, bytes: Uint8Array): Promise<PutResult> {
    return this.put(hash, bytes.byteLength, [bytes]);
  }

  /**
   * @returns the whole blob, verified
   * @throws DataPlaneError `not_found`, `too_large`
   */
  async read(hash: Sha256Hex, limitBytes: number): Promise<Uint8Array> {
    const handle = await this.#openVerified(hash);
    try {
      const { size } = await handle.stat();
      if (size > limitBytes) throw tooLarge(limitBytes);
      const bytes = new Uint8Array(size);
      let offset = 0;
      while (offset < size) {
        const { bytesRead } = await handle.read(bytes, offset, size - offset, offset);
        if (bytesRead === 0) break;
        offset += bytesRead;
      }
      return bytes;
    } finally {
      await handle.close();
    }
  }

  /**
   * Streams the blob from byte `from`.
   * @throws DataPlaneError `not_found`
   */
  async stream(
    hash: Sha256Hex,
    from: number,
  ): Promise<{ readonly size: number; readonly body: ReadableStream<Uint8Array> }> {
    const handle = await this.#openVerified(hash);
    const { size } = await handle.stat();
    let position = from;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const chunk = new Uint8Array(Math.min(READ_CHUNK_BYTES, Math.max(size - position, 0)));
          const { bytesRead } =
            chunk.byteLength === 0
              ? { bytesRead: 0 }
              : await handle.read(chunk, 0, chunk.byteLength, position);
          if (bytesRead === 0) {
            await handle.close();
            controller.close();
            return;
          }
          position += bytesRead;
          controller.enqueue(chunk.subarray(0, bytesRead));
        },
        async cancel() {
          await handle.close();
        },
      },
      { highWaterMark: 0 },
    );
    return { size, body };
  }

  /** Removes a blob; removing one that is not here is no error. */
  async delete(hash: Sha256Hex): Promise<void> {
    const size = await this.size(hash);
    await rm(this.#pathOf(hash), { force: true });
    this.#verified.delete(hash);
    this.#usedBytes -= size ?? 0;
  }

  /** Every blob with its size and the time it was stored (unix milliseconds), in no particular order. */
  async *list(): AsyncGenerator<{ hash: Sha256Hex; size: number; storedAtMs: number }> {
    for (const prefix of await readdir(this.#folder)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      for (const name of await readdir(path.join(this.#folder, prefix))) {
        if (!isSha256Hex(name)) continue;
        const info = await stat(this.#pathOf(name)).catch(ignoreMissing);
        if (info !== undefined) yield { hash: name, size: info.size, storedAtMs: info.mtimeMs };
      }
    }
  }

  /**
   * Deletes blobs that nobody needs any more.
   * @param storedBeforeMs younger blobs stay, so that an upload in progress cannot be collected
   * @returns bytes freed
   */
  async collectGarbage(isNeeded: (hash: Sha256Hex) => boolean, storedBeforeMs: number): Promise<number> {
    let freed = 0;
    for await (const { hash, size, storedAtMs } of this.list()) {
      if (storedAtMs >= storedBeforeMs || isNeeded(hash)) continue;
      await this.delete(hash);
      freed += size;
    }
    return freed;
  }

  #pathOf(hash: Sha256Hex): string {
    return path.join(this.#folder, hash.slice(0, 2), hash);
  }

  #reserve(bytes: number): void {
    if (this.#usedBytes + this.#reservedBytes + bytes > this.#quotaBytes) throw storageFull();
    this.#reservedBytes += bytes;
  }

  /** Gives a finished upload its name. Of several uploads of one blob, `link` lets exactly one say it created it. */
  async #publish(temporary: string, hash: Sha256Hex): Promise<boolean> {
    const folder = path.dirname(this.#pathOf(hash));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const created = await link(temporary, this.#pathOf(hash)).then(
      () => true,
      (error: unknown) => {
        if (systemCode(error) === 'EEXIST') return false;
        throw error;
      },
    );
    await rm(temporary, { force: true });
    await flushFolder(folder);
    return created;
  }

  async #holds(hash: Sha256Hex, bytes: number): Promise<boolean> {
    try {
      const handle = await this.#openVerified(hash);
      const { size } = await handle.stat();
      await handle.close();
      return size === bytes;
    } catch (error) {
      if (error instanceof DataPlaneError && error.code === 'not_found') return false;
      throw error;
    }
  }

  async #openVerified(hash: Sha256Hex): Promise<FileHandle> {
    const handle = await open(this.#pathOf(hash), 'r').catch(ignoreMissing);
    if (handle === undefined) throw notFound();
    try {
      const { ino, mtimeMs, size } = await handle.stat();
      const known = this.#verified.get(hash);
      if (known?.ino === ino && known.mtimeMs === mtimeMs && known.size === size) return handle;
      if ((await hashOf(handle)) !== hash) {
        await this.delete(hash);
        throw notFound();
      }
      this.#verified.set(hash, { ino, mtimeMs, size });
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }
}

async function writeHashed(
  file: string,
  hash: Sha256Hex,
  bytes: number,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    let written = 0;
    for await (const chunk of chunks) {
      written += chunk.byteLength;
      if (written > bytes) throw tooLarge(bytes);
      digest.update(chunk);
      await handle.writeFile(chunk);
    }
    if (written < bytes) {
      throw new DataPlaneError(
        'bad_request',
        `The upload ended after ${written} of ${bytes} bytes.`,
        'Send it again from the start.',
      );
    }
    if (digest.digest('hex') !== hash) {
      throw new DataPlaneError('wrong_hash', 'The bytes do not hash to their name.', 'Send the right bytes.');
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashOf(handle: FileHandle): Promise<string> {
  const digest = createHash('sha256');
  const chunk = new Uint8Array(READ_CHUNK_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.byteLength, position);
    if (bytesRead === 0) return digest.digest('hex');
    digest.update(chunk.subarray(0, bytesRead));
    position += bytesRead;
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const notFound = (): DataPlaneError =>
  new DataPlaneError('not_found', 'This blob is not stored here.', 'Ask another holder, or upload it again.');

const storageFull = (): DataPlaneError =>
  new DataPlaneError(
    'storage_full',
    'There is no room for this blob.',
    'Try again later or use another store.',
  );

const systemCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String(systemCode(error)));

function ignoreMissing(error: unknown): undefined {
  if (systemCode(error) === 'ENOENT') return undefined;
  throw error;
}
