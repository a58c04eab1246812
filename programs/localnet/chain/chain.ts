import { randomBytes } from 'node:crypto';

import { type AccountKeys, resolveAccountKeys } from '@/programs/localnet/chain/account-keys';
import { AccountStore, type StoredAccount } from '@/programs/localnet/chain/account-store';
import { hashBlock } from '@/programs/localnet/chain/block-hash';
import { BlockhashRing, type RecentBlock } from '@/programs/localnet/chain/blockhash-ring';
import { type Commitment, ROOT_DEPTH_BLOCKS } from '@/programs/localnet/chain/commitment';
import { durableNonceAccount } from '@/programs/localnet/chain/durable-nonce';
import { type BlockHeader, type ChainJournal, type ChainPosition } from '@/programs/localnet/chain/journal';
import { type Block, Ledger, type LedgerEntry } from '@/programs/localnet/chain/ledger';
import { SLOT_HASHES_SYSVAR, SYSVAR_OWNER, UPGRADEABLE_LOADER } from '@/programs/localnet/chain/program-ids';
import {
  advance,
  epochOf,
  type Instant,
  SLOTS_PER_EPOCH,
  unixSeconds,
} from '@/programs/localnet/chain/slot-clock';
import { SlotHashes } from '@/programs/localnet/chain/slot-hashes';
import { type TransactionError } from '@/programs/localnet/chain/transaction-error';
import {
  type AccountWrite,
  type Processed,
  TransactionProcessor,
} from '@/programs/localnet/chain/transaction-processor';
import { writeTransactionRecord } from '@/programs/localnet/chain/transaction-record';
import { type Execution, type Simulation, VirtualMachine } from '@/programs/localnet/chain/virtual-machine';
import { addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { ByteWriter } from '@/programs/localnet/wire/byte-writer';
import { type TransactionMessage, type WireTransaction } from '@/programs/localnet/wire/transaction';

/** Where a program account of the upgradeable loader names the account that holds its code. */
const PROGRAM_DATA_KEY_OFFSET = 4;
/** Blocks that time travel completes at most: the open one, and as many empty ones as SlotHashes has entries. */
const TRAVEL_BLOCKS_LIMIT = 1 + 512;

export type ChainOptions = {
  readonly slotMillis: number;
  readonly journal: ChainJournal;
  /** The machine's clock, in milliseconds since 1970. */
  readonly now: () => number;
};

/** Everything a chain needs to go on where it stopped, besides its ledger. */
export type ChainState = ChainPosition & {
  readonly genesisHash: AddressKey;
  readonly accounts: Iterable<readonly [AddressKey, StoredAccount]>;
};

/** What happened before, for the ledger of a chain that goes on. */
export type ChainHistory = {
  readonly blocks: readonly Block[];
  /** Transactions of the slot that is still open. */
  readonly openEntries: readonly LedgerEntry[];
};

export type SlotProgress = {
  /** The slot now open. */
  readonly slot: number;
  /** The newest completed slot. */
  readonly parent: number;
  readonly root: number;
  readonly previousRoot: number;
  /** Slots whose blocks this step completed, ascending. */
  readonly completed: readonly number[];
  /** Slots whose blocks this step rooted, ascending. */
  readonly rooted: readonly number[];
};

export type ChainListener = {
  transactionProcessed(entry: LedgerEntry, execution: Execution, written: readonly AddressKey[]): void;
  slotAdvanced(progress: SlotProgress): void;
};

/** The outcome of a transaction: in the ledger, or refused without a trace. */
export type Submission =
  | { readonly included: true; readonly entry: LedgerEntry; readonly execution: Execution }
  | { readonly included: false; readonly execution: Execution };

/**
 * The chain: one fork, one open slot, transactions executed in the order of arrival.
 *
 * A transaction is processed as soon as it is executed, confirmed when its slot completes and finalized when its block
 * lies {@link ROOT_DEPTH_BLOCKS} deep.
 */
export class Chain {
  readonly accounts = new AccountStore();
  readonly ledger = new Ledger();
  readonly slotMillis: number;
  private readonly machine = new VirtualMachine();
  private readonly processor = new TransactionProcessor(this.machine, this.accounts);
  private readonly ring = new BlockhashRing();
  private readonly slotHashes = new SlotHashes();
  private readonly listeners = new Set<ChainListener>();
  private readonly writer = new ByteWriter(16_384);
  private readonly journal: ChainJournal;
  private readonly now: () => number;
  private openEntries: LedgerEntry[] = [];
  private rootSlot = 0;
  private instant: Instant;
  private genesis: AddressKey;

  constructor({ slotMillis, journal, now }: ChainOptions, restored?: ChainState, history?: ChainHistory) {
    this.slotMillis = slotMillis;
    this.journal = journal;
    this.now = now;
    this.machine.setSlotsPerEpoch(SLOTS_PER_EPOCH);
    this.genesis = restored?.genesisHash ?? addressKey(randomBytes(32));
    this.instant = restored?.instant ?? this.firstInstant();
    if (restored === undefined) this.begin();
    else this.restore(restored);
    this.recall(history);
    this.publishTime();
  }

  get genesisHash(): AddressKey {
    return this.genesis;
  }

  /** The open slot. */
  get slot(): number {
    return this.instant.slot;
  }

  get root(): number {
    return this.rootSlot;
  }

  /** Chain time of the open slot, in unix seconds. */
  get unixSeconds(): number {
    return unixSeconds(this.instant);
  }

  get travelledMillis(): number {
    return this.instant.travelledMillis;
  }

  /** Newest slot whose state a read at `commitment` sees. */
  slotAt(commitment: Commitment): number {
    if (commitment === 'processed') return this.instant.slot;
    return commitment === 'confirmed' ? this.newestBlock().slot : this.rootSlot;
  }

  heightAt(commitment: Commitment): number {
    if (commitment === 'processed') return this.instant.height;
    return this.blockAt(commitment).height;
  }

  /** The blockhash to build a transaction with, and the last block height at which it is accepted. */
  latestBlockhash(commitment: Commitment): { readonly hash: AddressKey; readonly lastValidHeight: number } {
    const { hash, height } = this.blockAt(commitment);
    return { hash, lastValidHeight: this.ring.lastValidHeight(hash, height) ?? height };
  }

  /** Slots of the blocks whose hashes are still accepted, ascending. */
  recentBlockSlots(): number[] {
    return this.ring.recent().map(({ slot }) => slot);
  }

  isBlockhashValid(hash: AddressKey): boolean {
    return this.ring.lastValidHeight(hash, this.instant.height) !== undefined;
  }

  /** State of an account as seen at `slot`; sysvars and the runtime's own programs included. */
  account(key: AddressKey, slot: number): StoredAccount | undefined {
    if (this.accounts.knows(key)) return this.accounts.at(key, slot);
    return this.machine.read(key);
  }

  minimumBalance(dataLength: number): bigint {
    return this.machine.minimumBalance(dataLength);
  }

  listen(listener: ChainListener): void {
    this.listeners.add(listener);
  }

  /** Number of completed blocks from `slot` on, or null where it is rooted. */
  confirmations(slot: number): number | null {
    if (slot <= this.rootSlot) return null;
    return this.ring.recent().filter((block) => block.slot >= slot).length;
  }

  /** Highest commitment that a transaction of `slot` has reached. */
  commitmentOf(slot: number): Commitment {
    if (slot <= this.rootSlot) return 'finalized';
    return slot < this.instant.slot ? 'confirmed' : 'processed';
  }

  /**
   * Executes a transaction in the open slot. With `chargeFailure` a failing one is included and pays its fee; without
   * it, failure leaves no trace, which is what a client that asked for a preflight wants.
   */
  submit(transaction: WireTransaction, chargeFailure: boolean): Submission {
    const signature = addressKey(transaction.signatures[0] ?? new Uint8Array(64));
    if (this.ledger.find(signature) !== undefined) return refused('AlreadyProcessed');
    const readAccount = (key: AddressKey) => this.processor.read(key);
    const nonceAccount = durableNonceAccount(transaction.message, readAccount);
    if (
      nonceAccount === undefined &&
      !this.isBlockhashValid(addressKey(transaction.message.recentBlockhash))
    ) {
      return refused('BlockhashNotFound');
    }
    const keys = resolveAccountKeys(transaction.message, readAccount);
    if ('error' in keys) return refused(keys.error);
    const processed = this.processor.process(transaction, keys, { chargeFailure, nonceAccount });
    if (!processed.included) return { included: false, execution: processed.execution };
    const entry = this.commit(signature, transaction, keys, processed);
    return { included: true, entry, execution: processed.execution };
  }

  /** Executes in the open slot without changing anything. */
  simulate(transaction: WireTransaction, verifySignatures: boolean): Simulation {
    if (!this.isFresh(transaction.message)) return { ...failure('BlockhashNotFound'), post: new Map() };
    const keys = resolveAccountKeys(transaction.message, (key) => this.processor.read(key));
    if ('error' in keys) return { ...failure(keys.error), post: new Map() };
    return this.machine.simulate(transaction.wire, verifySignatures);
  }

  /** Whether the message's blockhash is recent or stands for a durable nonce. */
  isFresh(message: TransactionMessage): boolean {
    return (
      this.isBlockhashValid(addressKey(message.recentBlockhash)) ||
      durableNonceAccount(message, (key) => this.processor.read(key)) !== undefined
    );
  }

  /** Puts accounts in place outside any transaction, as genesis does. */
  put(writes: readonly AccountWrite[]): void {
    for (const { key, account } of writes) {
      const before = this.processor.read(key);
      this.machine.write(key, account);
      this.store(key, before, account);
    }
    this.journal.accounts(writes);
  }

  /** Loads a program and keeps the accounts that hold it. */
  putProgram(key: AddressKey, elf: Uint8Array): void {
    this.machine.addProgram(key, elf);
    const account = this.machine.read(key);
    const writes = [{ key, account }];
    if (account?.owner === UPGRADEABLE_LOADER) {
      const dataKey = programDataKey(account);
      writes.unshift({ key: dataKey, account: this.machine.read(dataKey) });
    }
    for (const write of writes) this.store(write.key, undefined, write.account);
    this.journal.accounts(writes);
  }

  /** Whether the program at `key` is the one in `elf`. */
  isProgram(key: AddressKey, elf: Uint8Array): boolean {
    const program = this.machine.read(key);
    if (program?.executable !== true) return false;
    const code = program.owner === UPGRADEABLE_LOADER ? this.machine.read(programDataKey(program)) : program;
    return code !== undefined && Buffer.compare(code.data.subarray(code.data.length - elf.length), elf) === 0;
  }

  /** Completes the open slot and opens the next. */
  tick(): void {
    this.step(1, 1, 0);
  }

  /** Completes the open slot and roots everything, as for a genesis that nobody may still see undone. */
  finalizeAll(): void {
    this.tick();
    this.rootSlot = this.newestBlock().slot;
    this.accounts.forget(this.rootSlot);
  }

  /**
   * Moves `slots` and their time ahead. By default the slots in between are skipped, as in a network's halt, so that
   * clients' blockhashes stay good. With `produceBlocks` the newest of them hold empty blocks: older blockhashes then
   * expire and the SlotHashes sysvar fills with new entries.
   */
  travel(slots: number, produceBlocks: boolean): void {
    const blocks = produceBlocks ? Math.min(slots, TRAVEL_BLOCKS_LIMIT) : 1;
    this.step(slots, blocks, slots * this.slotMillis);
  }

  /** A snapshot's worth of state; the accounts are live, so write them out before anything else runs. */
  state(): ChainState {
    return { ...this.position(), genesisHash: this.genesis, accounts: this.accounts.entries() };
  }

  private position(): ChainPosition {
    return { instant: this.instant, recentBlocks: this.ring.recent(), slotHashes: this.slotHashes.data() };
  }

  private firstInstant(): Instant {
    const unixMillis = this.now();
    return {
      slot: 1,
      height: 1,
      unixMillis,
      travelledMillis: 0,
      epochStartSeconds: Math.floor(unixMillis / 1000),
    };
  }

  private begin(): void {
    this.completeBlocks([
      {
        slot: 0,
        parentSlot: 0,
        height: 0,
        hash: this.genesis,
        previousHash: this.genesis,
        time: this.unixSeconds,
        entries: [],
      },
    ]);
  }

  /** Nothing before a restart can be undone any more, so all of it counts as rooted. */
  private restore(state: ChainState): void {
    for (const block of state.recentBlocks) this.ring.push(block);
    this.slotHashes.restore(state.slotHashes);
    const executables: [AddressKey, StoredAccount][] = [];
    for (const [key, account] of state.accounts) {
      this.accounts.load(key, account);
      if (account.executable) executables.push([key, account]);
      else this.machine.write(key, account);
    }
    for (const [key, account] of executables) this.machine.write(key, account);
    this.rootSlot = this.newestBlock().slot;
  }

  private recall(history: ChainHistory | undefined): void {
    for (const block of history?.blocks ?? []) {
      for (const entry of block.entries) this.ledger.append(entry);
      this.ledger.appendBlock(block);
    }
    this.openEntries = [...(history?.openEntries ?? [])];
    for (const entry of this.openEntries) this.ledger.append(entry);
  }

  private commit(
    signature: AddressKey,
    transaction: WireTransaction,
    keys: AccountKeys,
    processed: Processed,
  ): LedgerEntry {
    const { execution, writes } = processed;
    const blockTime = this.unixSeconds;
    this.writer.clear();
    writeTransactionRecord(this.writer, {
      ...processed,
      ...execution,
      slot: this.slot,
      blockTime,
      wire: transaction.wire,
      loadedWritable: keys.loadedWritable,
      loadedReadonly: keys.loadedReadonly,
    });
    const encoded = Buffer.from(this.writer.written());
    const { error } = execution;
    const entry = { signature, slot: this.slot, blockTime, error, accounts: keys.keys, encoded };
    this.journal.transaction(encoded, writes);
    for (const { key, account } of writes) this.store(key, this.processor.read(key), account);
    this.ledger.append(entry);
    this.openEntries.push(entry);
    const written = writes.map(({ key }) => key);
    for (const listener of this.listeners) listener.transactionProcessed(entry, execution, written);
    return entry;
  }

  /** `before` matters only where the store meets the address for the first time. */
  private store(
    key: AddressKey,
    before: StoredAccount | undefined,
    account: StoredAccount | undefined,
  ): void {
    if (!this.accounts.knows(key)) this.accounts.load(key, before);
    this.accounts.write(key, account, this.slot);
  }

  private step(slots: number, blocks: number, travelMillis: number): void {
    const from = this.instant;
    const opened = advance(from, { slots, blocks, travelMillis, nowMillis: this.now() });
    const previousRoot = this.rootSlot;
    const headers = this.completeBlocks(this.blocksBetween(from, opened, blocks));
    const hadTransactions = this.openEntries.length > 0;
    this.openEntries = [];
    this.instant = opened;
    this.rootSlot = Math.max(previousRoot, this.blockBehindTip(ROOT_DEPTH_BLOCKS)?.slot ?? 0);
    this.publishTime();
    this.journal.step(hadTransactions ? headers[0] : undefined, this.position());
    const progress: SlotProgress = {
      slot: opened.slot,
      parent: this.newestBlock().slot,
      root: this.rootSlot,
      previousRoot,
      completed: headers.map(({ slot }) => slot),
      rooted: this.ledger.blockSlotsBetween(previousRoot, this.rootSlot),
    };
    for (const listener of this.listeners) listener.slotAdvanced(progress);
    this.accounts.forget(this.rootSlot);
  }

  /** The open block, and empty ones in the newest of the slots skipped up to `opened`. */
  private blocksBetween(from: Instant, opened: Instant, count: number) {
    const blocks = [];
    let parent = this.newestBlock();
    for (let index = 0; index < count; index++) {
      const slot = index === 0 ? from.slot : opened.slot - (count - index);
      const entries = index === 0 ? this.openEntries : [];
      const signatures = entries.map((entry) => entry.signature);
      const hash = hashBlock(parent.hash, slot, signatures);
      const height = from.height + index;
      const earlierMillis = (opened.slot - slot) * this.slotMillis;
      const time = index === 0 ? unixSeconds(from) : Math.floor((opened.unixMillis - earlierMillis) / 1000);
      blocks.push({ slot, parentSlot: parent.slot, height, hash, previousHash: parent.hash, time, entries });
      parent = { slot, height, hash };
    }
    return blocks;
  }

  private completeBlocks(
    blocks: readonly (BlockHeader & { entries: readonly LedgerEntry[] })[],
  ): BlockHeader[] {
    return blocks.map((block) => {
      this.ring.push({ slot: block.slot, height: block.height, hash: block.hash });
      this.slotHashes.push(block);
      this.ledger.appendBlock(block);
      const { slot, parentSlot, height, hash, previousHash, time } = block;
      return { slot, parentSlot, height, hash, previousHash, time };
    });
  }

  private publishTime(): void {
    const { slot, epochStartSeconds } = this.instant;
    this.machine.setClock({ slot, epochStartSeconds, epoch: epochOf(slot), unixSeconds: this.unixSeconds });
    this.machine.write(SLOT_HASHES_SYSVAR, {
      lamports: 1n,
      owner: SYSVAR_OWNER,
      data: this.slotHashes.data(),
      executable: false,
    });
  }

  private newestBlock(): RecentBlock {
    const newest = this.ring.newest();
    if (newest === undefined) throw new Error('a chain always has a completed block');
    return newest;
  }

  private blockAt(commitment: 'processed' | 'confirmed' | 'finalized'): RecentBlock {
    if (commitment !== 'finalized') return this.newestBlock();
    return this.ring.recent().find(({ slot }) => slot === this.rootSlot) ?? this.newestBlock();
  }

  private blockBehindTip(depth: number): RecentBlock | undefined {
    const recent = this.ring.recent();
    return recent[recent.length - depth];
  }
}

function programDataKey(program: StoredAccount): AddressKey {
  return addressKey(program.data.subarray(PROGRAM_DATA_KEY_OFFSET, PROGRAM_DATA_KEY_OFFSET + 32));
}

function failure(error: TransactionError): Execution {
  return { error, logs: [], unitsConsumed: 0, inner: [], returnData: null };
}

function refused(error: TransactionError): Submission {
  return { included: false, execution: failure(error) };
}
