import { z } from 'zod';

import { isSha256Hex, sha256FromBytes, type Sha256Hex } from '@/lib/blobs/digest';
import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { type FolderStore } from '@/lib/blobs/folder-store';
import { BlobRole, type UploadPermit } from '@/lib/blobs/permit';
import { type JobFiles } from '@/lib/engine/engine';
import { outlineOf } from '@/lib/engine/outline/outline-of';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

const hash = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
const stored = z.object({ job: hash.nullable(), blobs: z.record(hash, z.number().int().nonnegative()) });

/** More blobs than this no lease needs: one job and what it names. */
export const UPLOADS_PER_LEASE = 16;
/** A job is a small header; its inputs are blobs of their own. */
const LARGEST_JOB_BYTES = 64 * 1024;

/** The inputs of a lease that have arrived, and those that its job still misses. */
export class LeaseUploads {
  #job: Sha256Hex | null = null;
  readonly #blobs = new Map<Sha256Hex, number>();
  readonly #arriving = new Set<UploadPermit>();

  private constructor(
    private readonly store: FolderStore,
    private readonly notes: KeyValueStore,
  ) {}

  static async open(store: FolderStore, notes: KeyValueStore): Promise<LeaseUploads> {
    const uploads = new LeaseUploads(store, notes);
    const known = stored.safeParse(JSON.parse((await notes.get('uploads')) ?? 'null'));
    if (!known.success) return uploads;
    uploads.#job = known.data.job;
    for (const [name, bytes] of Object.entries(known.data.blobs)) {
      if (isSha256Hex(name) && (await store.size(name)) === bytes) uploads.#blobs.set(name, bytes);
    }
    return uploads;
  }

  has(name: Sha256Hex): boolean {
    return this.#blobs.has(name);
  }

  /**
   * Takes room for a permitted upload until it ends. Those in progress may together take the limit twice, so that a blob
   * can be sent again beside a connection that died; any more, and slow uploads would hold the disk that jobs need.
   *
   * @param inputBytes the lease's limit for inputs together
   * @returns call it when the upload has ended, however it did
   * @throws DataPlaneError `too_large`, `too_many_requests`
   */
  begin(permit: UploadPermit, inputBytes: bigint): () => void {
    this.#requireRoom(permit, inputBytes);
    this.#arriving.add(permit);
    return () => this.#arriving.delete(permit);
  }

  #requireRoom({ role, sizeBytes, sha256 }: UploadPermit, inputBytes: bigint): void {
    const others = [...this.#blobs].filter(([name]) => name !== sha256 && name !== this.#job);
    const total = others.reduce((sum, [, bytes]) => sum + BigInt(bytes), 0n);
    const arriving = [...this.#arriving].reduce(
      (sum, other) => sum + (other.role === BlobRole.job ? 0n : other.sizeBytes),
      0n,
    );
    const fits =
      role === BlobRole.job
        ? sizeBytes <= BigInt(LARGEST_JOB_BYTES)
        : total + sizeBytes <= inputBytes && arriving + sizeBytes <= 2n * inputBytes;
    if (!fits)
      throw new DataPlaneError(
        'too_large',
        'This is more than the lease allows.',
        'Send what the lease names.',
      );
    const known = this.#blobs.has(sha256) ? this.#blobs.size - 1 : this.#blobs.size;
    if (known + this.#arriving.size >= UPLOADS_PER_LEASE)
      throw new DataPlaneError(
        'too_many_requests',
        'This lease has sent enough blobs.',
        'Send the job and its inputs only.',
      );
  }

  /** Notes a blob that is in the store now. */
  async note({ role, sizeBytes, sha256 }: UploadPermit): Promise<void> {
    this.#blobs.set(sha256, Number(sizeBytes));
    if (role === BlobRole.job) this.#job = sha256;
    await this.notes.set(
      'uploads',
      JSON.stringify({ job: this.#job, blobs: Object.fromEntries(this.#blobs) }),
    );
  }

  /** Inputs that the job names and that are not here; undefined while the job itself is not. */
  async missing(): Promise<readonly Sha256Hex[] | undefined> {
    const job = await this.#readJob();
    if (job === undefined) return undefined;
    const input = inputNameOf(job);
    return input === undefined || this.#blobs.has(input) ? [] : [input];
  }

  /** Job and input, once both are here; their hashes were checked on the way in and are again now. */
  async complete(): Promise<Pick<JobFiles, 'job' | 'input'> | undefined> {
    const job = await this.#readJob();
    const input = job === undefined ? undefined : inputNameOf(job);
    if (job === undefined) return undefined;
    // A job that names no input is complete too: planning it will say what is wrong.
    if (input === undefined) return { job, input: new Uint8Array() };
    const size = this.#blobs.get(input);
    return size === undefined ? undefined : { job, input: await this.store.read(input, size) };
  }

  async #readJob(): Promise<Uint8Array | undefined> {
    if (this.#job === null || !this.#blobs.has(this.#job)) return undefined;
    return this.store.read(this.#job, LARGEST_JOB_BYTES);
  }

  names(): Iterable<Sha256Hex> {
    return this.#blobs.keys();
  }
}

function inputNameOf(job: Uint8Array): Sha256Hex | undefined {
  try {
    return sha256FromBytes(outlineOf(job).input.sha256);
  } catch {
    return undefined;
  }
}
