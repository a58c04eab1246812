import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';

import { sha256FromBytes, type Sha256Hex, sha256ToBytes } from '@/lib/blobs/digest';
import { concatBytes, u64Bytes } from '@/lib/domain/bytes';
import { type Digest } from '@/lib/domain/commitment';

/** A finished segment whose output is in the blob store. */
export interface FinishedSegment {
  /** 0-based. */
  readonly index: number;
  readonly units: bigint;
  readonly operationRoot: Digest;
  readonly leaf: Digest;
  readonly outputSha256: Sha256Hex;
  readonly outputBytes: number;
}

const BODY_BYTES = 120;
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

  /** @param isHeld whether the blob store still has an output */
  static async open(
    folder: string,
    isHeld: (segment: FinishedSegment) => Promise<boolean>,
  ): Promise<SegmentLog> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const name = path.join(folder, 'segments');
    const file = await open(name, 'r+').catch(() => open(name, 'wx+', 0o600));
    const bytes = new Uint8Array(await file.readFile());
    const finished: FinishedSegment[] = [];
    for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
      const segment = decodeRecord(bytes.subarray(at, at + RECORD_BYTES));
      if (segment?.index !== finished.length || !(await isHeld(segment))) break;
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
    segment.operationRoot,
    segment.leaf,
    sha256ToBytes(segment.outputSha256),
    u64Bytes(BigInt(segment.outputBytes)),
  );
  return concatBytes(body, checkOf(body));
}

function decodeRecord(record: Uint8Array): FinishedSegment | undefined {
  const body = record.subarray(0, BODY_BYTES);
  const check = record.subarray(BODY_BYTES);
  if (!checkOf(body).every((byte, i) => byte === check[i])) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return {
    index: Number(view.getBigUint64(0, true)),
    units: view.getBigUint64(8, true),
    operationRoot: body.slice(16, 48),
    leaf: body.slice(48, 80),
    outputSha256: sha256FromBytes(body.slice(80, 112)),
    outputBytes: Number(view.getBigUint64(112, true)),
  };
}

const checkOf = (body: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(body).digest().subarray(0, CHECK_BYTES));
