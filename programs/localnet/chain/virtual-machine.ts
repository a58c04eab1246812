import { createRequire } from 'node:module';

import type * as LiteSvmModule from 'litesvm/dist/internal.js';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import {
  instructionErrorName,
  type TransactionError,
  transactionErrorName,
} from '@/programs/localnet/chain/transaction-error';
import { addressBytes, addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';

// The inner class takes raw transaction bytes of either version; the package's public class speaks Kit's types and
// would decode and encode every transaction once more.
const liteSvm = createRequire(import.meta.url)('litesvm/dist/internal.js') as typeof LiteSvmModule;

export type InnerInstruction = {
  readonly programIndex: number;
  readonly accounts: Uint8Array;
  readonly data: Uint8Array;
  readonly stackHeight: number;
};

export type InnerInstructions = {
  /** Index of the outer instruction that made these calls. */
  readonly index: number;
  readonly instructions: readonly InnerInstruction[];
};

export type ReturnData = { readonly programId: AddressKey; readonly data: Uint8Array };

export type Execution = {
  readonly error: TransactionError | null;
  readonly logs: readonly string[];
  readonly unitsConsumed: number;
  readonly inner: readonly InnerInstructions[];
  readonly returnData: ReturnData | null;
};

export type Simulation = Execution & {
  /** State of each writable account afterwards; empty where execution failed. */
  readonly post: ReadonlyMap<AddressKey, StoredAccount>;
};

const NO_PROGRAM = '\0'.repeat(32);

/**
 * LiteSVM with the checks that are the chain's own switched off: it accepts any blockhash and keeps no history.
 * Callers pass it only transactions that `parseTransaction` accepted, because LiteSVM aborts the process on others.
 */
export class VirtualMachine {
  private readonly svm = new liteSvm.LiteSvm();
  private verifying = true;

  constructor() {
    this.svm.setBlockhashCheck(false);
    this.svm.setTransactionHistory(0n);
    this.svm.setSigverify(true);
    this.svm.withNativeMints();
  }

  read(key: AddressKey): StoredAccount | undefined {
    const account = this.svm.getAccount(addressBytes(key));
    if (account === null) return undefined;
    return {
      lamports: account.lamports(),
      owner: addressKey(account.owner()),
      data: account.data(),
      executable: account.executable(),
    };
  }

  lamports(key: AddressKey): bigint {
    return this.svm.getBalance(addressBytes(key)) ?? 0n;
  }

  /** Writes or, without an account, removes. A sysvar's address changes that sysvar; an executable is loaded. */
  write(key: AddressKey, account: StoredAccount | undefined): void {
    const { lamports, data, owner, executable } = account ?? ABSENT;
    this.svm.setAccount(
      addressBytes(key),
      new liteSvm.Account(lamports, data, addressBytes(owner), executable, 0n),
    );
  }

  /** Executes and, where it succeeds, changes the accounts; where it fails, takes the fee if it was charged one. */
  execute(wire: Uint8Array): Execution {
    this.verify(true);
    const result = this.svm.sendVersionedTransaction(wire);
    return result instanceof liteSvm.FailedTransactionMetadata
      ? executionOf(result.meta(), errorOf(result))
      : executionOf(result, null);
  }

  simulate(wire: Uint8Array, verifySignatures: boolean): Simulation {
    this.verify(verifySignatures);
    const result = this.svm.simulateVersionedTransaction(wire);
    if (result instanceof liteSvm.FailedTransactionMetadata) {
      return { ...executionOf(result.meta(), errorOf(result)), post: new Map() };
    }
    return { ...executionOf(result.meta(), null), post: postOf(result) };
  }

  minimumBalance(dataLength: number): bigint {
    return this.svm.minimumBalanceForRentExemption(BigInt(dataLength));
  }

  setClock(clock: {
    readonly slot: number;
    readonly epochStartSeconds: number;
    readonly epoch: number;
    readonly unixSeconds: number;
  }): void {
    this.svm.setClock(
      new liteSvm.Clock(
        BigInt(clock.slot),
        BigInt(clock.epochStartSeconds),
        BigInt(clock.epoch),
        BigInt(clock.epoch + 1),
        BigInt(clock.unixSeconds),
      ),
    );
  }

  /** Epochs of `slots` each from slot 0 on, without the short epochs of a young cluster. */
  setSlotsPerEpoch(slots: number): void {
    this.svm.setEpochSchedule(new liteSvm.EpochSchedule(BigInt(slots), BigInt(slots), false, 0n, 0n));
  }

  /** Loads `elf` as the program at `key`. Throws with LiteSVM's sentence where it is not a loadable program. */
  addProgram(key: AddressKey, elf: Uint8Array): void {
    this.svm.addProgram(addressBytes(key), elf);
  }

  private verify(on: boolean): void {
    if (this.verifying === on) return;
    this.svm.setSigverify(on);
    this.verifying = on;
  }
}

const ABSENT: StoredAccount = {
  lamports: 0n,
  owner: NO_PROGRAM as AddressKey,
  data: new Uint8Array(0),
  executable: false,
};

function executionOf(meta: LiteSvmModule.TransactionMetadata, error: TransactionError | null): Execution {
  const returnData = meta.returnData();
  const data = returnData.data();
  return {
    error,
    logs: meta.logs(),
    unitsConsumed: Number(meta.computeUnitsConsumed()),
    inner: innerOf(meta),
    returnData: data.length === 0 ? null : { programId: addressKey(returnData.programId()), data },
  };
}

function innerOf(meta: LiteSvmModule.TransactionMetadata): InnerInstructions[] {
  const lists = meta.innerInstructions();
  const inner: InnerInstructions[] = [];
  for (const [index, list] of lists.entries()) {
    if (list.length === 0) continue;
    const instructions = list.map((item) => {
      const compiled = item.instruction();
      return {
        programIndex: compiled.programIdIndex(),
        accounts: compiled.accounts(),
        data: compiled.data(),
        stackHeight: item.stackHeight(),
      };
    });
    inner.push({ index, instructions });
  }
  return inner;
}

function postOf(result: LiteSvmModule.SimulatedTransactionInfo): Map<AddressKey, StoredAccount> {
  const post = new Map<AddressKey, StoredAccount>();
  for (const entry of result.postAccounts()) {
    const account = entry.account();
    post.set(addressKey(entry.address), {
      lamports: account.lamports(),
      owner: addressKey(account.owner()),
      data: account.data(),
      executable: account.executable(),
    });
  }
  return post;
}

function errorOf(failure: LiteSvmModule.FailedTransactionMetadata): TransactionError {
  const error = failure.err();
  if (typeof error === 'number') return transactionErrorName(error);
  if (error instanceof liteSvm.TransactionErrorInstructionError) {
    const cause = error.err();
    if (typeof cause === 'number') return { InstructionError: [error.index, instructionErrorName(cause)] };
    if (cause instanceof liteSvm.InstructionErrorCustom) {
      return { InstructionError: [error.index, { Custom: cause.code }] };
    }
    return { InstructionError: [error.index, 'BorshIoError'] };
  }
  if (error instanceof liteSvm.TransactionErrorDuplicateInstruction)
    return { DuplicateInstruction: error.index };
  if (error instanceof liteSvm.TransactionErrorInsufficientFundsForRent) {
    return { InsufficientFundsForRent: { account_index: error.accountIndex } };
  }
  if (error instanceof liteSvm.TransactionErrorProgramExecutionTemporarilyRestricted) {
    return { ProgramExecutionTemporarilyRestricted: { account_index: error.accountIndex } };
  }
  return 'SanitizeFailure';
}
