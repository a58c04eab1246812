import {
  type Address,
  type Blockhash,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  type Instruction,
  isWritableRole,
  signTransactionMessageWithSigners,
  type TransactionSigner,
} from '@solana/kit';

import { type Clock, systemClock } from '@/lib/rpc/clock';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type BlockhashLifetime, type ChainPort } from './chain-port';
import {
  type ComposedMessage,
  composeMessage,
  computeUnitLimitFor,
  maxComputeUnits,
  maxTransactionBytes,
  networkFeeLamports,
  unsignedTransaction,
} from './compose';
import { type ConfirmTiming, defaultTiming, sendUntilSettled } from './confirm';
import { describeFailure, type ProgramErrorDecoder } from './describe-failure';
import { type Failed, type Failure, type Outcome, type Progress, type Rejected } from './outcome';
import { type JournalEntry, TransactionJournal } from './transaction-journal';

/** What to pay beyond the base fee, in micro-lamports per compute unit. */
export type PriorityFee =
  | { readonly kind: 'none' }
  | { readonly kind: 'fixed'; readonly microLamportsPerUnit: bigint }
  /** The median of what was paid lately for the same accounts, at most `capMicroLamportsPerUnit`. */
  | { readonly kind: 'recent'; readonly capMicroLamportsPerUnit: bigint };

/** One thing a user wants done, in one transaction. */
export interface Intent {
  /**
   * Names this wish for ever, such as `take-offer <lease address>`. Submitting a key again never sends a second
   * transaction while the first may have landed, also after a restart.
   */
  readonly key: string;
  readonly instructions: readonly Instruction[];
  readonly feePayer: TransactionSigner;
  /** Signers that the instructions name by address only. */
  readonly signers?: readonly TransactionSigner[];
  readonly priorityFee?: PriorityFee;
}

export interface SubmitOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Stops waiting; before the signature nothing has happened, after it the outcome is `unknown`. */
  readonly signal?: AbortSignal;
  /** Withdraws the request to sign; it has no effect once signed. */
  readonly signatureSignal?: AbortSignal;
}

export interface SubmitterOptions {
  readonly port: ChainPort;
  /** Keeps what was signed, so that a restart asks what became of it instead of sending again. */
  readonly store: KeyValueStore;
  /** Our program's errors by its interface. */
  readonly decode?: ProgramErrorDecoder;
  readonly clock?: Clock;
  readonly timing?: Partial<ConfirmTiming>;
}

/** Stands in until the real one is fetched just before signing, which restarts the transaction's life. */
const noLifetime: BlockhashLifetime = {
  blockhash: '11111111111111111111111111111111' as Blockhash,
  lastValidBlockHeight: 0n,
};

/** Takes intents to their outcomes: build → simulate → sign → send → rebroadcast → confirm. Never rejects. */
export class TransactionSubmitter {
  readonly #port: ChainPort;
  readonly #journal: TransactionJournal;
  readonly #decode: ProgramErrorDecoder;
  readonly #clock: Clock;
  readonly #timing: ConfirmTiming;
  readonly #running = new Map<string, Promise<Outcome>>();

  constructor({ port, store, decode = () => null, clock = systemClock, timing = {} }: SubmitterOptions) {
    this.#port = port;
    this.#journal = new TransactionJournal(store);
    this.#decode = decode;
    this.#clock = clock;
    this.#timing = { ...defaultTiming, ...timing };
  }

  /**
   * What became of an intent that may have been signed in an earlier life of this process; null when it was not, and
   * nothing of it can have been sent. Signs nothing. Rejects where the journal cannot be read.
   */
  async resume(intentKey: string, options: SubmitOptions = {}): Promise<Outcome | null> {
    const entry = await this.#journal.read(intentKey);
    if (entry === null) return null;
    return this.#settle({ key: intentKey, instructions: [] }, entry, true, options);
  }

  /** No later submission will know of the intent. Only for intents that are settled. */
  forget(intentKey: string): Promise<void> {
    return this.#journal.forget(intentKey);
  }

  /** A second call with the key of a running intent joins it. */
  submit(intent: Intent, options: SubmitOptions = {}): Promise<Outcome> {
    const running = this.#running.get(intent.key);
    if (running !== undefined) return running;
    const outcome = this.#run(intent, options)
      .catch((error: unknown) => notBuilt(error))
      .finally(() => this.#running.delete(intent.key));
    this.#running.set(intent.key, outcome);
    return outcome;
  }

  async #run(intent: Intent, options: SubmitOptions): Promise<Outcome> {
    const earlier = await this.#journal.read(intent.key);
    if (earlier !== null) {
      const outcome = await this.#settle(intent, earlier, true, options);
      if (outcome.kind === 'confirmed' || outcome.kind === 'unknown') return outcome;
    }
    options.onProgress?.({ step: 'building' });
    const prepared = await this.#prepare(intent, options);
    if ('kind' in prepared) return prepared;
    const entry = await this.#sign(intent, prepared, options);
    if ('kind' in entry) return entry;
    await this.#journal.write(intent.key, entry);
    options.onProgress?.({
      step: 'sending',
      signature: entry.signature,
      lastValidBlockHeight: entry.lastValidBlockHeight,
    });
    return this.#settle(intent, entry, false, options);
  }

  /** Measures the compute units, and finds out before anyone signs if it cannot succeed. */
  async #prepare(
    intent: Intent,
    { onProgress, signal }: SubmitOptions,
  ): Promise<{ readonly computeUnitLimit: number; readonly microLamportsPerUnit: bigint } | Failed> {
    const microLamportsPerUnit = await this.#priorityFee(intent, signal);
    const trial = unsignedTransaction(
      compose(intent, noLifetime, { computeUnitLimit: maxComputeUnits, microLamportsPerUnit }),
    );
    if (trial.bytes > maxTransactionBytes) {
      return failed({
        stage: 'build',
        code: 'transaction-too-large',
        sentence: `The transaction has ${trial.bytes} bytes; the network takes at most ${maxTransactionBytes}.`,
        next: 'Do this in smaller steps.',
      });
    }
    onProgress?.({ step: 'simulating' });
    const { error, logs, unitsConsumed } = await this.#port.simulate(trial.wire, signal);
    if (error !== null) {
      const programs = programsOf(intent);
      const failure = describeFailure({ stage: 'simulate', error, logs, programs, decode: this.#decode });
      return { kind: 'failed', failure, signature: null };
    }
    const computeUnitLimit = computeUnitLimitFor(unitsConsumed);
    const feeLamports = networkFeeLamports(trial.signatureCount, computeUnitLimit, microLamportsPerUnit);
    onProgress?.({ step: 'awaiting-signature', unitsConsumed, feeLamports });
    return { computeUnitLimit, microLamportsPerUnit };
  }

  async #sign(
    intent: Intent,
    budget: { readonly computeUnitLimit: number; readonly microLamportsPerUnit: bigint },
    { signal, signatureSignal = signal }: SubmitOptions,
  ): Promise<JournalEntry | Failed | Rejected> {
    const { slot, ...lifetime } = await this.#port.latestBlockhash(signal);
    const message = compose(intent, lifetime, budget);
    let signed: Awaited<ReturnType<typeof signTransactionMessageWithSigners>>;
    try {
      signed = await signTransactionMessageWithSigners(
        message,
        signatureSignal === undefined ? {} : { abortSignal: signatureSignal },
      );
    } catch (error) {
      return {
        kind: 'rejected',
        sentence: `Not signed: ${error instanceof Error ? error.message : 'the wallet declined'}.`,
      };
    }
    const unsigned = unsignedTransaction(message).transaction;
    if (!sameBytes(signed.messageBytes, unsigned.messageBytes)) {
      return failed({
        stage: 'sign',
        code: 'wallet-changed-transaction',
        sentence: 'The wallet signed another transaction than the one shown, so it was not sent.',
        next: 'Turn off the wallet’s own changes to transactions, or use another wallet.',
      });
    }
    return {
      signature: getSignatureFromTransaction(signed),
      transaction: getBase64EncodedWireTransaction(signed),
      lastValidBlockHeight: lifetime.lastValidBlockHeight,
      signedSlot: slot,
      confirmedSlot: null,
    };
  }

  async #settle(
    intent: Pick<Intent, 'key' | 'instructions'>,
    entry: JournalEntry,
    maybeSent: boolean,
    options: SubmitOptions,
  ): Promise<Outcome> {
    const { signature, confirmedSlot } = entry;
    if (confirmedSlot !== null) return { kind: 'confirmed', signature, slot: confirmedSlot };
    const announce = (): void => options.onProgress?.({ step: 'confirming', signature });
    if (maybeSent) announce();
    const outcome = await sendUntilSettled({
      port: this.#port,
      clock: this.#clock,
      timing: this.#timing,
      decode: this.#decode,
      entry,
      programs: programsOf(intent),
      maybeSent,
      onSent: announce,
      signal: options.signal,
    });
    // What the chain said stands even if it cannot be noted; a later submission would ask the chain again.
    await this.#note(intent.key, entry, outcome).catch(() => undefined);
    return outcome;
  }

  async #note(intentKey: string, entry: JournalEntry, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'unknown') return;
    if (outcome.kind !== 'confirmed') return this.#journal.forget(intentKey);
    await this.#journal.write(intentKey, { ...entry, confirmedSlot: outcome.slot });
  }

  async #priorityFee({ priorityFee, ...intent }: Intent, signal: AbortSignal | undefined): Promise<bigint> {
    if (priorityFee === undefined || priorityFee.kind === 'none') return 0n;
    if (priorityFee.kind === 'fixed') return priorityFee.microLamportsPerUnit;
    const fees = await this.#port.recentPriorityFees(writableAccounts(intent), signal);
    const sorted = [...fees].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0n;
    return median < priorityFee.capMicroLamportsPerUnit ? median : priorityFee.capMicroLamportsPerUnit;
  }
}

function compose(
  { instructions, feePayer, signers = [] }: Intent,
  lifetime: BlockhashLifetime,
  budget: { readonly computeUnitLimit: number; readonly microLamportsPerUnit: bigint },
): ComposedMessage {
  return composeMessage({ instructions, feePayer, signers, lifetime, ...budget });
}

function programsOf({ instructions }: Pick<Intent, 'instructions'>): readonly Address[] {
  return instructions.map(({ programAddress }) => programAddress);
}

function writableAccounts({ instructions, feePayer }: Omit<Intent, 'priorityFee'>): readonly Address[] {
  const accounts = instructions.flatMap((instruction) => instruction.accounts ?? []);
  const writable = accounts.filter(({ role }) => isWritableRole(role)).map(({ address }) => address);
  // The node takes at most 128 accounts.
  return [...new Set([feePayer.address, ...writable])].slice(0, 128);
}

function failed(failure: Omit<Failure, 'instructionIndex' | 'program' | 'logs'>): Failed {
  return {
    kind: 'failed',
    failure: { ...failure, instructionIndex: null, program: null, logs: [] },
    signature: null,
  };
}

/** The chain or the store could not be asked before anything was sent. */
function notBuilt(error: unknown): Failed {
  const next = error instanceof Error ? (Reflect.get(error, 'next') as unknown) : undefined;
  const code = error instanceof Error ? (Reflect.get(error, 'code') as unknown) : undefined;
  return failed({
    stage: 'build',
    code: typeof code === 'string' ? code : 'not-built',
    sentence: `Nothing was sent: ${error instanceof Error ? error.message : 'the transaction could not be built.'}`,
    next: typeof next === 'string' ? next : 'Try again.',
  });
}

function sameBytes(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  return one.length === other.length && Array.from(one).every((byte, index) => byte === other[index]);
}
