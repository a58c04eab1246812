import { type Signature } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';

import { type Outcome, type Progress } from './outcome';

export type TransactionState =
  | 'building'
  | 'simulating'
  | 'awaiting-signature'
  | 'sending'
  | 'confirming'
  | 'confirmed'
  | 'rejected'
  | 'failed'
  | 'expired'
  | 'unknown';

/** One wish of the person at the page, and how far it has come. */
export interface TransactionEntry {
  /** The intent's key, as the page gave it. */
  readonly key: string;
  /** What it does, in a few words. */
  readonly title: string;
  readonly state: TransactionState;
  /** From when it is signed. */
  readonly signature: Signature | null;
  /** Slot it landed in, in digits; null until confirmed. */
  readonly slot: string | null;
  /** What happened, for the states that need words; otherwise null. */
  readonly sentence: string | null;
  /** What to do about it; null for nothing. */
  readonly next: string | null;
  /** Stable name of a failure; null for none. */
  readonly code: string | null;
  /** Logs of the program that failed. */
  readonly logs: readonly string[];
  /** Milliseconds since the Unix epoch, by this computer's clock: only for order and for people. */
  readonly startedAt: number;
  /** How often this wish was confirmed before: a wish that may be repeated is another transaction each time. */
  readonly round: number;
  /** Answers that change with it. */
  readonly changes: readonly QueryKey[];
}

const running: ReadonlySet<TransactionState> = new Set([
  'building',
  'simulating',
  'awaiting-signature',
  'sending',
  'confirming',
]);

/** Whether somebody still works on it. */
export function isRunning({ state }: Pick<TransactionEntry, 'state'>): boolean {
  return running.has(state);
}

/** Key of the entry's transaction in the journal. */
export function journalKey({ key, round }: Pick<TransactionEntry, 'key' | 'round'>): string {
  return round === 0 ? key : `${key} #${round}`;
}

const blank = { signature: null, slot: null, sentence: null, next: null, code: null, logs: [] } as const;

export function newEntry(
  request: Pick<TransactionEntry, 'key' | 'title' | 'changes' | 'round' | 'startedAt'>,
): TransactionEntry {
  return { ...blank, ...request, state: 'building' };
}

export function advanced(entry: TransactionEntry, progress: Progress): TransactionEntry {
  const signature = 'signature' in progress ? progress.signature : entry.signature;
  return { ...entry, state: progress.step, signature };
}

export function concluded(entry: TransactionEntry, outcome: Outcome): TransactionEntry {
  const base = { ...entry, ...blank, state: outcome.kind };
  switch (outcome.kind) {
    case 'confirmed':
      return { ...base, signature: outcome.signature, slot: outcome.slot.toString() };
    case 'rejected':
      return { ...base, sentence: withoutState(outcome.sentence) };
    case 'failed': {
      const { sentence, next, code, logs } = outcome.failure;
      return { ...base, signature: outcome.signature, sentence, next, code, logs: logs.slice(-longestLog) };
    }
    case 'expired':
      return {
        ...base,
        signature: outcome.signature,
        sentence: 'The network did not take it in time. Nothing was charged.',
        next: 'Try again.',
      };
    case 'unknown':
      return {
        ...base,
        signature: outcome.signature,
        sentence: outcome.sentence,
        next: outcome.next,
      };
  }
}

const longestLog = 24;

/** The state stands beside the sentence already. */
function withoutState(sentence: string): string {
  const rest = sentence.replace(/^Not signed: /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The page was left before it was signed: nothing can have been sent. */
export function abandoned(entry: TransactionEntry): TransactionEntry {
  return {
    ...entry,
    ...blank,
    state: 'rejected',
    sentence: 'The page was left before this was signed. Nothing was sent.',
  };
}

/** What another tab made of it, in the form that `submitTransaction` answers. */
export function outcomeOf(entry: TransactionEntry): Outcome {
  const { state, signature, sentence, next, code, logs } = entry;
  if (state === 'confirmed' && signature !== null) {
    return { kind: 'confirmed', signature, slot: BigInt(entry.slot ?? 0) };
  }
  if (state === 'expired' && signature !== null) {
    return { kind: 'expired', signature, lastValidBlockHeight: 0n };
  }
  if (state === 'failed') {
    const failure = {
      stage: signature === null ? ('simulate' as const) : ('execute' as const),
      code: code ?? 'failed',
      sentence: sentence ?? 'It failed.',
      next: next ?? 'Try again.',
      instructionIndex: null,
      program: null,
      logs,
    };
    return { kind: 'failed', failure, signature };
  }
  if (state === 'rejected' || signature === null) {
    return { kind: 'rejected', sentence: sentence ?? 'Not signed.' };
  }
  return {
    kind: 'unknown',
    signature,
    sentence: sentence ?? 'It was sent, and its fate is not known yet.',
    next: next ?? 'Check again in a minute.',
  };
}
