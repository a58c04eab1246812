import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { isRunning, type TransactionEntry } from './transaction-entry';

const prefix = 'entry/';
const mostKept = 50;

/** Where the entries of all tabs are kept. */
export class TransactionList {
  constructor(private readonly store: KeyValueStore) {}

  /** Newest first. Whatever cannot be read is left out. */
  async readAll(): Promise<readonly TransactionEntry[]> {
    const keys = await this.store.keys(prefix);
    const entries = await Promise.all(keys.map((key) => this.read(key.slice(prefix.length))));
    return entries.filter((entry) => entry !== null).sort((one, other) => other.startedAt - one.startedAt);
  }

  async read(key: string): Promise<TransactionEntry | null> {
    const text = await this.store.get(prefix + key);
    if (text === null) return null;
    try {
      const entry: unknown = JSON.parse(text);
      return isEntry(entry) ? entry : null;
    } catch {
      return null;
    }
  }

  write(entry: TransactionEntry): Promise<void> {
    return this.store.set(prefix + entry.key, JSON.stringify(entry));
  }

  /** Drops the oldest finished entries beyond those kept; answers what was dropped. */
  async prune(): Promise<readonly TransactionEntry[]> {
    const finished = (await this.readAll()).filter((entry) => !isRunning(entry) && entry.state !== 'unknown');
    const dropped = finished.slice(mostKept);
    await Promise.all(dropped.map(({ key }) => this.store.delete(prefix + key)));
    return dropped;
  }
}

function isEntry(value: unknown): value is TransactionEntry {
  const record = typeof value === 'object' && value !== null ? value : {};
  const texts = ['key', 'title', 'state'].every((name) => typeof Reflect.get(record, name) === 'string');
  const numbers = ['startedAt', 'round'].every((name) => typeof Reflect.get(record, name) === 'number');
  return texts && numbers && Array.isArray(Reflect.get(record, 'changes'));
}
