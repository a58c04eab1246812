import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

import { type ChainPosition } from '@/programs/localnet/chain/journal';
import { readPosition, writePosition } from '@/programs/localnet/persistence/chain-codec';
import { frame, payloadsOf } from '@/programs/localnet/persistence/checked-frames';
import { ByteReader } from '@/programs/localnet/wire/byte-reader';
import { ByteWriter } from '@/programs/localnet/wire/byte-writer';

/** Room for one position: 512 slot hashes of 40 bytes, 150 blocks of 48, and what belongs to them. */
const HALF_BYTES = 32 * 1024;

/**
 * Where the chain stood at its last tick, overwritten at every tick so that an idle chain's files do not grow. The two
 * halves of the file take turns: whichever write is cut short, the other half is whole and one slot older.
 */
export class PositionFile {
  private readonly file: number;
  private readonly writer = new ByteWriter(HALF_BYTES);
  private half = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  write(position: ChainPosition): void {
    this.writer.clear();
    writePosition(this.writer, position);
    const framed = frame(this.writer.written());
    if (framed.length > HALF_BYTES)
      throw new Error(`a position of ${framed.length} bytes does not fit its half`);
    writeSync(this.file, framed, 0, framed.length, this.half * HALF_BYTES);
    this.half = 1 - this.half;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** The newer whole position in the file, or undefined where there is none. */
export function readNewestPosition(path: string): ChainPosition | undefined {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let newest: ChainPosition | undefined;
  for (const start of [0, HALF_BYTES]) {
    const [payload] = payloadsOf(file, start);
    if (payload === undefined) continue;
    const position = readPosition(new ByteReader(payload));
    if (newest === undefined || position.instant.slot > newest.instant.slot) newest = position;
  }
  return newest;
}
