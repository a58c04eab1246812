import { type Base64EncodedWireTransaction, type Signature } from '@solana/kit';

import { type KeyValueStore } from '@/lib/storage/key-value-store';

/** A signed transaction, written down before it is first sent. */
export interface JournalEntry {
  readonly signature: Signature;
  readonly transaction: Base64EncodedWireTransaction;
  readonly lastValidBlockHeight: bigint;
  /** Slot at which it was signed: an older history cannot hold it. */
  readonly signedSlot: bigint;
  /** Slot in which it landed; null while that is open. */
  readonly confirmedSlot: bigint | null;
}

const prefix = 'transaction/';

/** What became of each intent, so that neither a second click nor a restart submits it twice. */
export class TransactionJournal {
  constructor(private readonly store: KeyValueStore) {}

  async read(intentKey: string): Promise<JournalEntry | null> {
    const text = await this.store.get(prefix + intentKey);
    return text === null ? null : parseEntry(text);
  }

  write(intentKey: string, entry: JournalEntry): Promise<void> {
    return this.store.set(
      prefix + intentKey,
      JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    );
  }

  forget(intentKey: string): Promise<void> {
    return this.store.delete(prefix + intentKey);
  }
}

function parseEntry(text: string): JournalEntry {
  const { signature, transaction, lastValidBlockHeight, signedSlot, confirmedSlot } = JSON.parse(
    text,
  ) as Record<string, string | null>;
  return {
    signature: String(signature) as Signature,
    transaction: String(transaction) as Base64EncodedWireTransaction,
    lastValidBlockHeight: BigInt(String(lastValidBlockHeight)),
    signedSlot: BigInt(String(signedSlot)),
    confirmedSlot:
      confirmedSlot === null || confirmedSlot === undefined ? null : BigInt(String(confirmedSlot)),
  };
}
