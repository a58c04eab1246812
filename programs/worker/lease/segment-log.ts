import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';

import { sha256FromBytes, type Sha256Hex, sha256ToBytes } from '@/lib/blobs/digest';
import { concatBytes, u64Bytes } from '@/lib/domain/bytes';
import { type Digest } from '@/lib/domain/commitment';

/** A finished segment whose output, and state where it left one, are in the blob store. */
export interface FinishedSegment {
  /** 0-based. */
  readonly index: number;
  readonly units: bigint;
  readonly stateIn: Digest;
  readonly operationRoot: Digest;
  readonly stateOut: Digest;
  readonly leaf: Digest;
  readonly output: HeldBlob;
  /** What it left for the next one; absent where the job carries no state. */
  readonly state?: HeldBlob;
}

/** A blob by its name and length. */
export interface HeldBlob {
  readonly sha256: Sha256Hex;
  readonly bytes: number;
}

const BODY_BYTES = 224;
const NO_BLOB: HeldBlob = { sha256: sha256FromBytes(new Uint8Array(32)), bytes: 0 };
const CHECK_BYTES = 8;
const RECORD_BYTES = BODY_BYTES + CHECK_BYTES;

/**
 * The finished segments of one lease in order, one record of fixed size each, appended and flushed before the segment
 * is announced. Opening it keeps the longest whole prefix: a record that a crash tore, and everything behind it, is cut
 * off and computed again, which gives the same bytes.
 */
export class SegmentLog {
  readonly #finished: FinishedSegment[];

  private constructor(
    private readonly file: FileHandle,
    finished: FinishedSegment[],
  ) {
    this.#finished = finished;
  }

  /** @param isHeld whether the blob store still has an output or a state */
  static async open(folder: string, isHeld: (blob: HeldBlob) => Promise<boolean>): Promise<SegmentLog> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = path.join(folder, 'segments');
    const file = await open(name, 'r+').catch(() => open(name, 'wx+', 0o600));
    const bytes = new Uint8Array(await file.readFile());
    const finished: FinishedSegment[] = [];
    for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
      const segment = decodeRecord(bytes.subarray(at, at + RECORD_BYTES));
      if (segment?.index !== finished.length) break;
      if (!(await isHeld(segment.output)) || (segment.state && !(await isHeld(segment.state)))) break;
      finished.push(segment);
    }
    await file.truncate(finished.length * RECORD_BYTES);
    return new SegmentLog(file, finished);
  }

  get finished(): readonly FinishedSegment[] {
    return this.#finished;
  }

  get count(): number {
    return this.#finished.length;
  }

  async append(segment: FinishedSegment): Promise<void> {
    if (segment.index !== this.count) throw new RangeError(`segment ${segment.index} after ${this.count}`);
    await this.file.write(encodeRecord(segment), 0, RECORD_BYTES, this.count * RECORD_BYTES);
    await this.file.datasync();
    this.#finished.push(segment);
  }

  /** Forgets segment `count` and everything behind it, to be computed again. */
  async cutTo(count: number): Promise<void> {
    await this.file.truncate(count * RECORD_BYTES);
    this.#finished.length = Math.min(count, this.count);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

function encodeRecord(segment: FinishedSegment): Uint8Array {
  const body = concatBytes(
    u64Bytes(BigInt(segment.index)),
    u64Bytes(segment.units),
    segment.stateIn,
    segment.operationRoot,
    segment.stateOut,
    segment.leaf,
    encodeBlob(segment.output),
    encodeBlob(segment.state ?? NO_BLOB),
  );
  return concatBytes(body, checkOf(body));
}

function decodeRecord(record: Uint8Array): FinishedSegment | undefined {
  const body = record.subarray(0, BODY_BYTES);
  const check = record.subarray(BODY_BYTES);
  if (!checkOf(body).every((byte, i) => byte === check[i])) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const state = decodeBlob(body.subarray(184, 224));
  return {
    index: Number(view.getBigUint64(0, true)),
    units: view.getBigUint64(8, true),
    stateIn: body.slice(16, 48),
    operationRoot: body.slice(48, 80),
    stateOut: body.slice(80, 112),
    leaf: body.slice(112, 144),
    output: decodeBlob(body.subarray(144, 184)),
    ...(state.sha256 === NO_BLOB.sha256 ? {} : { state }),
  };
}

const encodeBlob = ({ sha256, bytes }: HeldBlob): Uint8Array =>
  concatBytes(sha256ToBytes(sha256), u64Bytes(BigInt(bytes)));

function decodeBlob(record: Uint8Array): HeldBlob {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  return { sha256: sha256FromBytes(record.slice(0, 32)), bytes: Number(view.getBigUint64(32, true)) };
}

const checkOf = (body: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(body).digest().subarray(0, CHECK_BYTES));
