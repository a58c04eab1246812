import { type Instruction, type TransactionSigner } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';

import { type ActionPlan } from '@/lib/actions/plan';

import { type IntentLocks } from './intent-locks';
import { type Outcome, type Progress } from './outcome';
import { type PriorityFee, type TransactionSubmitter } from './submitter';
import {
  abandoned,
  advanced,
  concluded,
  isRunning,
  journalKey,
  newEntry,
  outcomeOf,
  type TransactionEntry,
} from './transaction-entry';
import { type TransactionList } from './transaction-list';

/** One thing that the person at the page wants done. */
export interface TransactionRequest {
  /** Names the wish, such as `take-offer <lease address>`. A key that runs, in whichever tab, is joined. */
  readonly key: string;
  /** What it does, in a few words, such as `Rent an RTX 4090`. */
  readonly title: string;
  readonly plan: ActionPlan;
  /** Answers that change with it and are asked for anew once it is confirmed. */
  readonly changes?: readonly QueryKey[];
  /** The wish comes true once for ever: a confirmed one is answered instead of sent again. For what no click asks for. */
  readonly once?: boolean;
}

export interface CentreOptions {
  readonly submitter: Pick<TransactionSubmitter, 'submit' | 'resume' | 'forget'>;
  readonly list: TransactionList;
  readonly locks: IntentLocks;
  /** Signs and pays; null while no wallet can. */
  readonly signer: () => Promise<TransactionSigner | null>;
  readonly priorityFee: PriorityFee;
  /** Hears of every change of an entry; `isHere` where this tab works on it, or waits for it. */
  readonly onEntry: (entry: TransactionEntry, isHere: boolean) => void;
  /** Asks anew for what a transaction changed. */
  readonly refresh: (changes: readonly QueryKey[]) => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Takes the wishes of all tabs of a browser to their outcomes: each is worked on by one tab at a time, written down as
 * it goes, and settled by whichever tab is there when the one that began it is gone.
 */
export class TransactionCentre {
  readonly #options: CentreOptions;
  readonly #running = new Map<string, Promise<Outcome>>();
  readonly #withdrawals = new Map<string, AbortController>();

  constructor(options: CentreOptions) {
    this.#options = options;
  }

  /** A second call with the key of a running wish joins it. Never rejects. */
  submit(request: TransactionRequest): Promise<Outcome> {
    return this.#once(request.key, async (isOwner) => {
      if (!isOwner) return this.#outcomeElsewhere(request.key);
      return this.#submit(request);
    });
  }

  /** Asks the chain again what became of a wish. Never rejects. */
  check(key: string): Promise<Outcome> {
    return this.#once(key, async (isOwner) => {
      if (!isOwner) return this.#outcomeElsewhere(key);
      return this.#settle(key);
    });
  }

  /** Takes up what earlier pages left behind. Resolves when everything that ran is settled. */
  async resume(): Promise<void> {
    const entries = await this.#options.list.readAll();
    for (const entry of entries) this.#options.onEntry(entry, false);
    const open = entries.filter((entry) => isRunning(entry) || entry.state === 'unknown');
    await Promise.all(open.map(({ key }) => this.#once(key, () => this.#settle(key))));
    const dropped = await this.#options.list.prune();
    await Promise.all(dropped.map((entry) => this.#options.submitter.forget(journalKey(entry))));
  }

  /** Stops waiting for the wallet; if it signs after all, that goes nowhere. No effect once signed. */
  stopWaiting(key: string): void {
    this.#withdrawals.get(key)?.abort();
  }

  /** Another tab has written an entry. */
  async entryWritten(key: string): Promise<void> {
    const entry = await this.#options.list.read(key);
    if (entry !== null) this.#options.onEntry(entry, this.#running.has(key));
  }

  #once(key: string, work: (isOwner: boolean) => Promise<Outcome>): Promise<Outcome> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const outcome = this.#options.locks
      .hold(key, work)
      .catch((error: unknown) => this.#unwritten(key, error))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, outcome);
    return outcome;
  }

  async #submit(request: TransactionRequest): Promise<Outcome> {
    const { submitter, list, now, signer, priorityFee } = this.#options;
    const { key, title, plan, changes = [], once = false } = request;
    const earlier = await list.read(key);
    const again = !once && earlier?.state === 'confirmed';
    const round = (earlier?.round ?? 0) + (again ? 1 : 0);
    const entry = newEntry({ key, title, changes, round, startedAt: now() });
    await this.#write(entry);
    const owner = await signer();
    if (owner === null) return this.#conclude(entry, noSigner);
    return this.#follow(entry, (onProgress, signatureSignal) =>
      submitter.submit(
        {
          key: journalKey(entry),
          instructions: plan.instructions.map((instruction) => signedBy(instruction, owner)),
          feePayer: owner,
          priorityFee,
        },
        { onProgress, signatureSignal },
      ),
    );
  }

  async #settle(key: string): Promise<Outcome> {
    const { submitter, list } = this.#options;
    const entry = await list.read(key);
    if (entry === null) return { kind: 'rejected', sentence: 'Nothing is known of this transaction.' };
    if (!isRunning(entry) && entry.state !== 'unknown') {
      this.#options.onEntry(entry, true);
      return outcomeOf(entry);
    }
    const outcome = await this.#follow(entry, (onProgress) =>
      submitter.resume(journalKey(entry), { onProgress }),
    );
    return outcome;
  }

  /** Keeps the entry at the height of the work, and ends it with the work's outcome. */
  async #follow(
    begun: TransactionEntry,
    work: (onProgress: (progress: Progress) => void, withdrawal: AbortSignal) => Promise<Outcome | null>,
  ): Promise<Outcome> {
    let entry = begun;
    let writing = Promise.resolve();
    const withdrawal = new AbortController();
    this.#withdrawals.set(begun.key, withdrawal);
    const onProgress = (progress: Progress): void => {
      entry = advanced(entry, progress);
      const current = entry;
      // What the journal holds decides, so an entry that is a step behind does no harm.
      writing = writing.then(() => this.#write(current)).catch(() => undefined);
    };
    try {
      const outcome = await work(onProgress, withdrawal.signal);
      await writing;
      return outcome === null ? await this.#abandon(entry) : await this.#conclude(entry, outcome);
    } finally {
      this.#withdrawals.delete(begun.key);
    }
  }

  async #conclude(entry: TransactionEntry, outcome: Outcome): Promise<Outcome> {
    await this.#write(concluded(entry, outcome)).catch(() => undefined);
    const reachedTheChain = outcome.kind !== 'rejected' && outcome.kind !== 'expired';
    if (reachedTheChain) this.#options.refresh(entry.changes);
    return outcome;
  }

  async #abandon(entry: TransactionEntry): Promise<Outcome> {
    const left = abandoned(entry);
    await this.#write(left);
    return outcomeOf(left);
  }

  async #outcomeElsewhere(key: string): Promise<Outcome> {
    const entry = await this.#options.list.read(key);
    // The tab that worked on it is gone.
    if (entry === null || isRunning(entry)) return this.#settle(key);
    this.#options.onEntry(entry, true);
    this.#options.refresh(entry.changes);
    return outcomeOf(entry);
  }

  async #write(entry: TransactionEntry): Promise<void> {
    this.#options.onEntry(entry, true);
    await this.#options.list.write(entry);
  }

  /** The browser refused to write down what was about to happen, so it did not happen. */
  #unwritten(key: string, error: unknown): Outcome {
    const reason = error instanceof Error ? error.message : String(error);
    const outcome = notWritten(reason);
    const entry = newEntry({ key, title: key, changes: [], round: 0, startedAt: this.#options.now() });
    this.#options.onEntry(concluded(entry, outcome), true);
    return outcome;
  }
}

/** An instruction whose accounts of the owner's address are signed by the owner's wallet, however they were built. */
function signedBy(instruction: Instruction, owner: TransactionSigner): Instruction {
  const accounts = instruction.accounts?.map((account) =>
    'signer' in account && account.address === owner.address ? { ...account, signer: owner } : account,
  );
  return accounts === undefined ? instruction : { ...instruction, accounts };
}

const nothing = { instructionIndex: null, program: null, logs: [] } as const;

const noSigner: Outcome = {
  kind: 'failed',
  signature: null,
  failure: {
    ...nothing,
    stage: 'build',
    code: 'no-wallet',
    sentence: 'No wallet that can sign is connected.',
    next: 'Connect one and try again.',
  },
};

function notWritten(reason: string): Outcome {
  return {
    kind: 'failed',
    signature: null,
    failure: {
      ...nothing,
      stage: 'build',
      code: 'not-written-down',
      sentence: `Nothing was sent, because this browser keeps no record of it (${reason}).`,
      next: 'Allow this page to store data, and make room for it.',
    },
  };
}
