import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import { type KnownModel, knownModels } from './known-model';

/** What a folder says it holds. */
export const MODELS_FILE = 'models.json';

/** Where models lie: `PYRONET_MODELS`, else a folder of the user's cache. */
export function modelsPath(): string {
  return process.env['PYRONET_MODELS'] ?? path.join(homedir(), '.cache', 'pyronet', 'models');
}

/** A folder of models. Its list is read anew each time, so that a model that was fetched is there at once. */
export class ModelFolder {
  #last: { readonly sha256: string; readonly bytes: Uint8Array } | null = null;

  constructor(readonly folder = modelsPath()) {}

  /** Models whose files are there; none where the folder is missing or its list damaged. */
  async list(): Promise<readonly KnownModel[]> {
    const text = await readFile(path.join(this.folder, MODELS_FILE), 'utf8').catch(() => null);
    if (text === null) return [];
    const parsed = knownModels.safeParse(parseJson(text));
    if (!parsed.success) return [];
    const present = await Promise.all(parsed.data.models.map((model) => this.#isWhole(model)));
    return parsed.data.models.filter((_, index) => present[index]);
  }

  /** The beginning of a model's file; null where it is not here, or not what it should be. */
  async header(sha256: string): Promise<Uint8Array | null> {
    const model = await this.#find(sha256);
    if (model === undefined) return null;
    const bytes = await this.#read(model, model.header_bytes);
    return sha256Of(bytes) === model.header_sha256 ? bytes : null;
  }

  /** A model's whole file; null where it is not here, or not what it should be. The one read last is kept. */
  async model(sha256: string): Promise<Uint8Array | null> {
    if (this.#last?.sha256 === sha256) return this.#last.bytes;
    const model = await this.#find(sha256);
    if (model === undefined) return null;
    const bytes = await this.#read(model, model.bytes);
    if (sha256Of(bytes) !== sha256) return null;
    this.#last = { sha256, bytes };
    return bytes;
  }

  /** Where a model's whole file lies, unchecked; null where it is not here. */
  async place(sha256: string): Promise<string | null> {
    const model = await this.#find(sha256);
    return model === undefined ? null : path.join(this.folder, model.file);
  }

  async #find(sha256: string): Promise<KnownModel | undefined> {
    return (await this.list()).find((model) => model.sha256 === sha256);
  }

  async #isWhole({ file, bytes }: KnownModel): Promise<boolean> {
    const handle = await open(path.join(this.folder, file)).catch(() => null);
    if (handle === null) return false;
    try {
      return (await handle.stat()).size === bytes;
    } finally {
      await handle.close();
    }
  }

  async #read({ file }: KnownModel, length: number): Promise<Uint8Array> {
    const handle = await open(path.join(this.folder, file));
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
