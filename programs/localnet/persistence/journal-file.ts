import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';

import { type BlockHeader } from '@/programs/localnet/chain/journal';
import { type AccountWrite } from '@/programs/localnet/chain/transaction-processor';
import { writeAccountWrite, writeBlockHeader } from '@/programs/localnet/persistence/chain-codec';
import { frame } from '@/programs/localnet/persistence/checked-frames';
import { ByteWriter } from '@/programs/localnet/wire/byte-writer';

export const JOURNAL_MAGIC = 'PYROJRN1';
export const JOURNAL_HEADER_BYTES = JOURNAL_MAGIC.length + 8;
export const JOURNAL_KIND = { transaction: 1, block: 2, accounts: 3 } as const;

/**
 * One file of the journal. Each event is handed to the operating system before anyone is told of it, so a killed
 * process loses nothing; a power cut may lose what the disk had not taken yet, which {@link JournalFile.flush} bounds.
 */
export class JournalFile {
  private readonly file: number;
  private readonly writer = new ByteWriter(16_384);
  private bytes = JOURNAL_HEADER_BYTES;
  private dirty = false;

  /** Creates the file, which must not exist; `firstSlot` is the slot open at its beginning. */
  constructor(path: string, firstSlot: number) {
    this.file = openSync(path, 'wx');
    const header = Buffer.alloc(JOURNAL_HEADER_BYTES);
    header.write(JOURNAL_MAGIC, 0, 'latin1');
    header.writeBigUInt64LE(BigInt(firstSlot), JOURNAL_MAGIC.length);
    writeSync(this.file, header);
  }

  /** Bytes written so far. */
  get size(): number {
    return this.bytes;
  }

  transaction(record: Uint8Array, writes: readonly AccountWrite[]): void {
    this.begin(JOURNAL_KIND.transaction);
    this.writer.block(record);
    this.writer.list(writes, (write) => writeAccountWrite(this.writer, write));
    this.end();
  }

  /** A completed block, after its transactions. */
  block(header: BlockHeader): void {
    this.begin(JOURNAL_KIND.block);
    writeBlockHeader(this.writer, header);
    this.end();
  }

  accounts(writes: readonly AccountWrite[]): void {
    this.begin(JOURNAL_KIND.accounts);
    this.writer.list(writes, (write) => writeAccountWrite(this.writer, write));
    this.end();
  }

  /** Asks the disk to take what was written; it does not wait. */
  flush(): void {
    if (!this.dirty) return;
    this.dirty = false;
    fdatasync(this.file, () => undefined);
  }

  close(): void {
    closeSync(this.file);
  }

  private begin(kind: number): void {
    this.writer.clear();
    this.writer.u8(kind);
  }

  private end(): void {
    const framed = frame(this.writer.written());
    let written = 0;
    while (written < framed.length) written += writeSync(this.file, framed, written);
    this.bytes += framed.length;
    this.dirty = true;
  }
}
