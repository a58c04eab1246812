import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { type ChainHistory, type ChainState } from '@/programs/localnet/chain/chain';
import { type BlockHeader, type ChainJournal, type ChainPosition } from '@/programs/localnet/chain/journal';
import { LocalnetError } from '@/programs/localnet/localnet-error';
import { lockDirectory } from '@/programs/localnet/persistence/directory-lock';
import {
  JOURNAL_HEADER_BYTES,
  JOURNAL_MAGIC,
  JournalFile,
} from '@/programs/localnet/persistence/journal-file';
import { PositionFile, readNewestPosition } from '@/programs/localnet/persistence/position-file';
import { Recovery } from '@/programs/localnet/persistence/recovery';
import { readSnapshot, writeSnapshot } from '@/programs/localnet/persistence/snapshot-file';

/** Journal bytes after which a snapshot is taken and a new journal begun. */
const JOURNAL_BYTES_LIMIT = 16 * 1024 * 1024;
/** Bytes of journals kept for history. */
const HISTORY_BYTES_LIMIT = 192 * 1024 * 1024;
const FLUSH_INTERVAL_MS = 1000;

export type Recovered = { readonly state: ChainState; readonly history: ChainHistory };

/**
 * Where a chain lives on disk: `snapshot-N` holds its state at the moment at which `journal-N` begins, `position`
 * its time since then; older journals are kept for history only.
 */
export class DataDirectory implements ChainJournal {
  private readonly unlock: () => void;
  private readonly flusher: NodeJS.Timeout;
  private journal: JournalFile | undefined;
  private position: PositionFile | undefined;
  private generation = 0;

  /** Makes the directory if need be and claims it. Throws `LocalnetError` where it is in use or cannot be written. */
  constructor(private readonly directory: string) {
    try {
      mkdirSync(directory, { recursive: true });
      this.unlock = lockDirectory(directory);
    } catch (error) {
      if (error instanceof LocalnetError) throw error;
      throw new LocalnetError(
        'data-unwritable',
        `The data directory ${directory} cannot be written: ${text(error)}`,
      );
    }
    this.flusher = setInterval(() => this.journal?.flush(), FLUSH_INTERVAL_MS);
    this.flusher.unref();
  }

  /** What the directory holds, or undefined where it holds no chain. */
  recover(): Recovered | undefined {
    const snapshots = this.numbered('snapshot');
    const newest = snapshots[snapshots.length - 1];
    if (newest === undefined) return undefined;
    const snapshot = readSnapshot(this.pathOf('snapshot', newest));
    if (snapshot === undefined) throw this.unreadable(this.pathOf('snapshot', newest));
    this.generation = newest;
    const recovery = new Recovery(snapshot);
    for (const number of this.numbered('journal')) {
      recovery.read(this.pathOf('journal', number), number >= newest);
    }
    const state = recovery.state(readNewestPosition(this.positionPath));
    return { state, history: recovery.history(state.instant.slot) };
  }

  /** Removes the chain that the directory holds. */
  erase(): void {
    this.closeFiles();
    rmSync(this.positionPath, { force: true });
    for (const kind of ['snapshot', 'journal'] as const) {
      for (const number of this.numbered(kind)) rmSync(this.pathOf(kind, number));
    }
  }

  /** Takes a snapshot and begins the next journal. Returns the oldest slot that history still reaches back to. */
  rotate(state: ChainState): number {
    const previous = this.generation;
    this.generation = Math.max(previous, ...this.numbered('journal')) + 1;
    writeSnapshot(this.pathOf('snapshot', this.generation), state);
    this.position?.close();
    this.position = new PositionFile(this.positionPath);
    this.journal?.close();
    this.journal = new JournalFile(this.pathOf('journal', this.generation), state.instant.slot);
    for (const number of this.numbered('snapshot')) {
      if (number < this.generation) rmSync(this.pathOf('snapshot', number));
    }
    return this.dropOldJournals();
  }

  /** Whether the journal is long enough for {@link DataDirectory.rotate}. */
  isFull(): boolean {
    return (this.journal?.size ?? 0) > JOURNAL_BYTES_LIMIT;
  }

  transaction(...event: Parameters<ChainJournal['transaction']>): void {
    this.writing().transaction(...event);
  }

  step(completed: BlockHeader | undefined, position: ChainPosition): void {
    if (completed !== undefined) this.writing().block(completed);
    this.position?.write(position);
  }

  accounts(...event: Parameters<ChainJournal['accounts']>): void {
    this.writing().accounts(...event);
  }

  close(): void {
    clearInterval(this.flusher);
    this.closeFiles();
    this.unlock();
  }

  private get positionPath(): string {
    return path.join(this.directory, 'position');
  }

  private closeFiles(): void {
    this.journal?.close();
    this.position?.close();
    this.journal = undefined;
    this.position = undefined;
  }

  private writing(): JournalFile {
    if (this.journal === undefined) throw new Error('a chain is journalled only after its first snapshot');
    return this.journal;
  }

  private dropOldJournals(): number {
    const numbers = this.numbered('journal');
    let kept = 0;
    let oldest = this.generation;
    for (const number of numbers.reverse()) {
      kept += statSync(this.pathOf('journal', number)).size;
      if (number !== this.generation && kept > HISTORY_BYTES_LIMIT) rmSync(this.pathOf('journal', number));
      else oldest = number;
    }
    return firstSlotOf(this.pathOf('journal', oldest));
  }

  private numbered(kind: 'snapshot' | 'journal'): number[] {
    return readdirSync(this.directory)
      .flatMap((name) => {
        const match = new RegExp(`^${kind}-(\\d+)$`).exec(name);
        return match === null ? [] : [Number(match[1])];
      })
      .sort((first, second) => first - second);
  }

  private pathOf(kind: 'snapshot' | 'journal', number: number): string {
    return path.join(this.directory, `${kind}-${number}`);
  }

  private unreadable(file: string): LocalnetError {
    return new LocalnetError(
      'data-unreadable',
      `${file} is damaged. Start with --reset to begin a new chain, or with --data to use another directory`,
    );
  }
}

function firstSlotOf(journal: string): number {
  const header = Buffer.alloc(JOURNAL_HEADER_BYTES);
  const file = openSync(journal, 'r');
  readSync(file, header);
  closeSync(file);
  return Number(header.readBigUInt64LE(JOURNAL_MAGIC.length));
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
