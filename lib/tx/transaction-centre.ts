import { useSyncExternalStore } from 'react';

import { chainsWithEntries } from './entry-traces';
import { type TransactionCentre, type TransactionRequest } from './centre';
import { type Outcome } from './outcome';
import { concluded, isRunning, newEntry, type TransactionEntry } from './transaction-entry';

export { type TransactionEntry, type TransactionRequest };

/** Entries, newest first, with what the page knows besides. */
export interface TransactionView {
  readonly entries: readonly TransactionEntry[];
  /** Keys that this tab has worked on or waited for since it was loaded; only these are worth a toast. */
  readonly here: ReadonlySet<string>;
  /** Which entry was asked for again, and the how-manieth time. */
  readonly asked: { readonly key: string; readonly times: number } | null;
  /** The list of transactions is asked for. */
  readonly isListOpen: boolean;
}

const empty: TransactionView = { entries: [], here: new Set(), asked: null, isListOpen: false };
let view = empty;
let opening: Promise<TransactionCentre> | null = null;
const listeners = new Set<() => void>();

/**
 * Has the connected wallet sign a plan and takes it to its outcome. Never rejects. A key that runs already is joined,
 * and its toast comes forward.
 */
export async function submitTransaction(request: TransactionRequest): Promise<Outcome> {
  const running = view.entries.find(({ key }) => key === request.key);
  if (running !== undefined && isRunning(running)) askFor(request.key);
  try {
    return (await openCentre()).submit(request);
  } catch (error) {
    const { key, title } = request;
    const outcome = notOpened(error);
    const entry = newEntry({ key, title, changes: [], round: 0, startedAt: Date.now() });
    showEntry(concluded(entry, outcome), true);
    return outcome;
  }
}

/** The chain could not even be asked which one it is. */
function notOpened(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : 'it does not answer';
  const failure = {
    stage: 'build',
    code: 'chain-not-reached',
    sentence: `Nothing was signed or sent, because the chain could not be reached: ${reason}`,
    next: 'Try again when it answers.',
    instructionIndex: null,
    program: null,
    logs: [],
  } as const;
  return { kind: 'failed', failure, signature: null };
}

/** Asks the chain again what became of a transaction of unknown fate. */
export async function checkTransactionAgain(key: string): Promise<Outcome> {
  return (await openCentre()).check(key);
}

/** Gives up waiting for the wallet; nothing is sent. No effect once it is signed. */
export async function stopWaitingForWallet(key: string): Promise<void> {
  (await openCentre()).stopWaiting(key);
}

/** Brings the toast of a transaction forward. */
export function askFor(key: string): void {
  change({ ...view, asked: { key, times: (view.asked?.times ?? 0) + 1 } });
}

export function showTransactionList(isListOpen: boolean): void {
  change({ ...view, isListOpen });
}

/** Takes up what an earlier page left unsettled. Costs nothing where there is nothing. */
export async function resumeTransactions(): Promise<void> {
  if (chainsWithEntries(window.localStorage).length > 0) await openCentre();
}

/** All that this browser remembers of this chain, newest first. */
export function useTransactions(): readonly TransactionEntry[] {
  return useView().entries;
}

/** The newest state of one wish; null when it was never submitted. */
export function useTransaction(key: string): TransactionEntry | null {
  return useView().entries.find((entry) => entry.key === key) ?? null;
}

/** For the toasts and the list. */
export function useTransactionView(): TransactionView {
  return useView();
}

function useView(): TransactionView {
  return useSyncExternalStore(subscribe, readView, readEmpty);
}

const readView = (): TransactionView => view;
const readEmpty = (): TransactionView => empty;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function openCentre(): Promise<TransactionCentre> {
  opening ??= import('./browser-centre')
    .then(({ openBrowserCentre }) => openBrowserCentre(showEntry))
    .catch((error: unknown) => {
      opening = null;
      throw error;
    });
  return opening;
}

function showEntry(entry: TransactionEntry, isHere: boolean): void {
  const others = view.entries.filter(({ key }) => key !== entry.key);
  const entries = [entry, ...others].sort((one, other) => other.startedAt - one.startedAt);
  const here = isHere && !view.here.has(entry.key) ? new Set([...view.here, entry.key]) : view.here;
  change({ ...view, entries, here });
}

function change(next: TransactionView): void {
  view = next;
  for (const listener of listeners) listener();
}
