import { readTransactionRecord, type TransactionRecord } from '@/programs/localnet/chain/transaction-record';
import { type TransactionError } from '@/programs/localnet/chain/transaction-error';
import { type AddressKey } from '@/programs/localnet/wire/address-key';

/** One executed transaction as the index holds it; the record itself stays in its encoded form. */
export type LedgerEntry = {
  readonly signature: AddressKey;
  readonly slot: number;
  readonly blockTime: number;
  readonly error: TransactionError | null;
  readonly accounts: readonly AddressKey[];
  readonly encoded: Uint8Array;
};

/** A completed block. `time` is unix seconds. */
export type Block = {
  readonly slot: number;
  readonly parentSlot: number;
  readonly height: number;
  readonly hash: AddressKey;
  readonly previousHash: AddressKey;
  readonly time: number;
  readonly entries: readonly LedgerEntry[];
};

/** Blocks without transactions that are kept; an idle chain makes 216,000 a day that nobody asks for. */
const EMPTY_BLOCKS_KEPT = 2048;

/** History of transactions and blocks since the oldest that is still kept. */
export class Ledger {
  private readonly bySignature = new Map<AddressKey, LedgerEntry>();
  private readonly byAddress = new Map<AddressKey, LedgerEntry[]>();
  private readonly blocks = new Map<number, Block>();
  private slots: number[] = [];
  private emptyBlocks = 0;

  get transactionCount(): number {
    return this.bySignature.size;
  }

  append(entry: LedgerEntry): void {
    this.bySignature.set(entry.signature, entry);
    for (const account of entry.accounts) {
      const entries = this.byAddress.get(account);
      if (entries === undefined) this.byAddress.set(account, [entry]);
      else entries.push(entry);
    }
  }

  appendBlock(block: Block): void {
    this.blocks.set(block.slot, block);
    this.slots.push(block.slot);
    if (block.entries.length === 0) this.emptyBlocks += 1;
    if (this.emptyBlocks > 2 * EMPTY_BLOCKS_KEPT) this.thinOut();
  }

  find(signature: AddressKey): LedgerEntry | undefined {
    return this.bySignature.get(signature);
  }

  record(entry: LedgerEntry): TransactionRecord {
    return readTransactionRecord(entry.encoded);
  }

  /** Transactions that name `address`, oldest first. */
  naming(address: AddressKey): readonly LedgerEntry[] {
    return this.byAddress.get(address) ?? [];
  }

  block(slot: number): Block | undefined {
    return this.blocks.get(slot);
  }

  /** Slots of kept blocks, ascending. */
  blockSlots(): readonly number[] {
    return this.slots;
  }

  /** Slots of kept blocks after `after` up to and including `last`, ascending. */
  blockSlotsBetween(after: number, last: number): number[] {
    const found: number[] = [];
    for (let index = this.slots.length - 1; index >= 0; index--) {
      const slot = this.slots[index] ?? 0;
      if (slot <= after) break;
      if (slot <= last) found.push(slot);
    }
    return found.reverse();
  }

  /** Forgets every block and transaction before `slot`. */
  evictBefore(slot: number): void {
    const kept = this.slots.findIndex((candidate) => candidate >= slot);
    const evicted = this.slots.splice(0, kept < 0 ? this.slots.length : kept);
    const touched = new Set<AddressKey>();
    for (const old of evicted) {
      for (const entry of this.blocks.get(old)?.entries ?? []) {
        this.bySignature.delete(entry.signature);
        for (const account of entry.accounts) touched.add(account);
      }
      if (this.blocks.get(old)?.entries.length === 0) this.emptyBlocks -= 1;
      this.blocks.delete(old);
    }
    for (const account of touched) {
      const entries = this.byAddress.get(account)?.filter((entry) => entry.slot >= slot) ?? [];
      if (entries.length === 0) this.byAddress.delete(account);
      else this.byAddress.set(account, entries);
    }
  }

  /** Forgets the older empty blocks. */
  private thinOut(): void {
    let surplus = this.emptyBlocks - EMPTY_BLOCKS_KEPT;
    this.slots = this.slots.filter((slot) => {
      if (surplus === 0 || this.blocks.get(slot)?.entries.length !== 0) return true;
      surplus -= 1;
      this.blocks.delete(slot);
      return false;
    });
    this.emptyBlocks = EMPTY_BLOCKS_KEPT;
  }
}
