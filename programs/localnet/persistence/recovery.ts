import { readFileSync } from 'node:fs';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type ChainHistory, type ChainState } from '@/programs/localnet/chain/chain';
import { type ChainPosition } from '@/programs/localnet/chain/journal';
import { type Block, type LedgerEntry } from '@/programs/localnet/chain/ledger';
import { readTransactionRecord } from '@/programs/localnet/chain/transaction-record';
import { readAccountWrite, readBlockHeader } from '@/programs/localnet/persistence/chain-codec';
import { payloadsOf } from '@/programs/localnet/persistence/checked-frames';
import {
  JOURNAL_HEADER_BYTES,
  JOURNAL_KIND,
  JOURNAL_MAGIC,
} from '@/programs/localnet/persistence/journal-file';
import { addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { ByteReader } from '@/programs/localnet/wire/byte-reader';
import { parseTransaction } from '@/programs/localnet/wire/transaction';

/**
 * Brings a snapshot's accounts up to date by the journals after it, and history back by all of them.
 *
 * Journals hold what transactions did, not only what they were, so nothing is executed again and a newer virtual
 * machine or program cannot give the past another outcome.
 */
export class Recovery {
  private readonly accounts: Map<AddressKey, StoredAccount>;
  private readonly blocks: Block[] = [];
  private openEntries: LedgerEntry[] = [];

  constructor(private readonly snapshot: ChainState) {
    this.accounts = new Map(snapshot.accounts);
  }

  /** Reads one journal; `applies` is false where the snapshot already has its effects. */
  read(path: string, applies: boolean): void {
    const file = readFileSync(path);
    if (file.toString('latin1', 0, JOURNAL_MAGIC.length) !== JOURNAL_MAGIC) return;
    for (const payload of payloadsOf(file, JOURNAL_HEADER_BYTES)) {
      const reader = new ByteReader(payload);
      const kind = reader.u8();
      if (kind === JOURNAL_KIND.block) {
        this.blocks.push({ ...readBlockHeader(reader), entries: this.openEntries });
        this.openEntries = [];
        continue;
      }
      if (kind === JOURNAL_KIND.transaction) this.openEntries.push(entryOf(reader.block()));
      if (applies) this.applyWrites(reader);
    }
  }

  /** The chain's state at `position`, or at the snapshot's where that is newer. */
  state(position: ChainPosition | undefined): ChainState {
    const { snapshot, accounts } = this;
    const newer =
      position !== undefined && position.instant.slot >= snapshot.instant.slot ? position : snapshot;
    const { instant, recentBlocks, slotHashes } = newer;
    return { genesisHash: snapshot.genesisHash, instant, recentBlocks, slotHashes, accounts };
  }

  /** History of a chain that goes on in `openSlot`. */
  history(openSlot: number): ChainHistory {
    const last = this.blocks[this.blocks.length - 1];
    if (last === undefined || last.slot < openSlot)
      return { blocks: this.blocks, openEntries: this.openEntries };
    // The process ended after writing the block and before the next slot opened, so the block is still the open one.
    return { blocks: this.blocks.slice(0, -1), openEntries: [...last.entries, ...this.openEntries] };
  }

  private applyWrites(reader: ByteReader): void {
    for (const { key, account } of reader.list(() => readAccountWrite(reader))) {
      if (account === undefined) this.accounts.delete(key);
      else this.accounts.set(key, account);
    }
  }
}

function entryOf(encoded: Uint8Array): LedgerEntry {
  const record = readTransactionRecord(encoded);
  const parsed = parseTransaction(record.wire);
  if (!parsed.ok) throw new Error(`the journal holds a transaction that cannot be read: ${parsed.reason}`);
  const { signatures, message } = parsed.value;
  return {
    signature: addressKey(signatures[0] ?? new Uint8Array(64)),
    slot: record.slot,
    blockTime: record.blockTime,
    error: record.error,
    accounts: [...message.staticKeys.map(addressKey), ...record.loadedWritable, ...record.loadedReadonly],
    encoded,
  };
}
