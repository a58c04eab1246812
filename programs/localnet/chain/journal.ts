import { type RecentBlock } from '@/programs/localnet/chain/blockhash-ring';
import { type Block } from '@/programs/localnet/chain/ledger';
import { type Instant } from '@/programs/localnet/chain/slot-clock';
import { type AccountWrite } from '@/programs/localnet/chain/transaction-processor';

/** A completed block without its transactions. */
export type BlockHeader = Omit<Block, 'entries'>;

/** Where the chain stands: its time and its newest blocks, without accounts. */
export type ChainPosition = {
  readonly instant: Instant;
  readonly recentBlocks: readonly RecentBlock[];
  /** Data of the SlotHashes sysvar. */
  readonly slotHashes: Uint8Array;
};

/** Where the chain writes what happened, before anyone is told. */
export type ChainJournal = {
  /** A transaction's encoded record and the accounts it changed. */
  transaction(record: Uint8Array, writes: readonly AccountWrite[]): void;
  /** A step in time: the block completed if it holds transactions, and where the chain stands now. */
  step(completed: BlockHeader | undefined, position: ChainPosition): void;
  /** Accounts put in place outside any transaction. */
  accounts(writes: readonly AccountWrite[]): void;
};

/** Keeps nothing: for a chain that lives only as long as its process. */
export const NO_JOURNAL: ChainJournal = {
  transaction: () => undefined,
  step: () => undefined,
  accounts: () => undefined,
};
