import { type Block } from '@/programs/localnet/chain/ledger';
import { type Instant } from '@/programs/localnet/chain/slot-clock';
import { type AccountWrite } from '@/programs/localnet/chain/transaction-processor';

/** A completed block without its transactions. */
export type BlockHeader = Omit<Block, 'entries'>;

/** Where the chain writes what happened, before anyone is told. */
export type ChainJournal = {
  /** A transaction's encoded record and the accounts it changed. */
  transaction(record: Uint8Array, writes: readonly AccountWrite[]): void;
  /** Completed blocks, oldest first, and the instant at which the next slot opened. */
  blocks(headers: readonly BlockHeader[], opened: Instant): void;
  /** Accounts put in place outside any transaction. */
  accounts(writes: readonly AccountWrite[]): void;
};

/** Keeps nothing: for a chain that lives only as long as its process. */
export const NO_JOURNAL: ChainJournal = {
  transaction: () => undefined,
  blocks: () => undefined,
  accounts: () => undefined,
};
