import { readFileSync } from 'node:fs';

import {
  type Address,
  appendTransactionMessageInstructions,
  blockhash,
  createTransactionMessage,
  type Instruction,
  lamports,
  type MaybeEncodedAccount,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  type TransactionSigner,
} from '@solana/kit';
import { FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm';

/** What became of a transaction. `customError` is the program's own code where it refused. */
export type Outcome =
  | { readonly ok: true; readonly computeUnits: bigint; readonly logs: readonly string[] }
  | {
      readonly ok: false;
      readonly customError: number | undefined;
      readonly computeUnits: bigint;
      readonly logs: readonly string[];
    };

/** Told of every transaction that was sent. */
export type Observer = (instructions: readonly Instruction[], outcome: Outcome) => void;

/** Unix seconds at which every test chain begins. */
const genesisSeconds = 1_800_000_000n;

/** Slots that pass in a second of chain time. */
const slotsPerSecond = 2.5;

/** An in-process chain whose clock moves only when told, so that every test knows what time it is to the second. */
export class Chain {
  readonly #svm: LiteSVM;
  readonly #observe: Observer;

  /** `observe` is told what became of every transaction that was sent. */
  constructor(observe: Observer = () => undefined) {
    this.#observe = observe;
    // Without history the same bytes can be sent twice, which is how replays are tested.
    this.#svm = new LiteSVM().withTransactionHistory(0n).withBlockhashCheck(false);
    this.setTime(genesisSeconds, 1_000n);
  }

  addProgram(program: Address, path: string): void {
    this.#svm.addProgram(program, readFileSync(path));
  }

  /** Unix seconds of the chain's clock. */
  get now(): bigint {
    return this.#svm.getClock().unixTimestamp;
  }

  get slot(): bigint {
    return this.#svm.getClock().slot;
  }

  /** Lets time pass in seconds and in slots. */
  passSeconds(seconds: bigint): void {
    this.setTime(this.now + seconds, this.slot + BigInt(Math.ceil(Number(seconds) * slotsPerSecond)));
  }

  /** Sets both clocks apart from each other, for what must hold in one and in the other. */
  setTime(unixSeconds: bigint, slot: bigint): void {
    const clock = this.#svm.getClock();
    clock.unixTimestamp = unixSeconds;
    clock.slot = slot;
    this.#svm.setClock(clock);
  }

  async send(feePayer: TransactionSigner, instructions: readonly Instruction[]): Promise<Outcome> {
    const outcome = outcomeOf(this.#svm.sendTransaction(await this.#signed(feePayer, instructions)));
    this.#observe(instructions, outcome);
    return outcome;
  }

  /** What would become of a transaction; nothing changes. */
  async simulate(feePayer: TransactionSigner, instructions: readonly Instruction[]): Promise<Outcome> {
    const result = this.#svm.simulateTransaction(await this.#signed(feePayer, instructions));
    return outcomeOf(result instanceof FailedTransactionMetadata ? result : result.meta());
  }

  async #signed(feePayer: TransactionSigner, instructions: readonly Instruction[]) {
    const lifetime = { blockhash: blockhash(this.#svm.latestBlockhash()), lastValidBlockHeight: 0n };
    const message = pipe(
      createTransactionMessage({ version: 0 }),
      (empty) => setTransactionMessageFeePayerSigner(feePayer, empty),
      (paid) => setTransactionMessageLifetimeUsingBlockhash(lifetime, paid),
      (timed) => appendTransactionMessageInstructions(instructions, timed),
    );
    return signTransactionMessageWithSigners(message);
  }

  account(at: Address): MaybeEncodedAccount {
    return this.#svm.getAccount(at);
  }

  setAccount(account: {
    readonly address: Address;
    readonly programAddress: Address;
    readonly data: Uint8Array;
    readonly lamports?: bigint;
  }): void {
    const rent = this.#svm.minimumBalanceForRentExemption(BigInt(account.data.length));
    this.#svm.setAccount({
      address: account.address,
      programAddress: account.programAddress,
      data: account.data,
      lamports: lamports(account.lamports ?? rent),
      executable: false,
      space: BigInt(account.data.length),
    });
  }

  airdrop(to: Address, amountLamports: bigint): void {
    this.#svm.airdrop(to, lamports(amountLamports));
  }

  balance(of: Address): bigint {
    return this.#svm.getBalance(of) ?? 0n;
  }

  rentFor(bytes: number): bigint {
    return this.#svm.minimumBalanceForRentExemption(BigInt(bytes));
  }
}

function outcomeOf(result: TransactionMetadata | FailedTransactionMetadata): Outcome {
  if (!(result instanceof FailedTransactionMetadata)) {
    return { ok: true, computeUnits: result.computeUnitsConsumed(), logs: result.logs() };
  }
  const meta = result.meta();
  return {
    ok: false,
    customError: customCode(result.err()),
    computeUnits: meta.computeUnitsConsumed(),
    logs: [...meta.logs(), result.toString()],
  };
}

function customCode(error: ReturnType<FailedTransactionMetadata['err']>): number | undefined {
  if (typeof error !== 'object' || !('err' in error)) return undefined;
  const inner = error.err();
  return typeof inner === 'object' && 'code' in inner ? inner.code : undefined;
}
