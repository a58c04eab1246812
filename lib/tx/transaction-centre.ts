import { useSyncExternalStore } from 'react';

import { chainsWithEntries } from './entry-traces';
import { type TransactionCentre, type TransactionRequest } from './centre';
import { type Outcome } from './outcome';
import { isRunning, type TransactionEntry } from './transaction-entry';

export { type TransactionEntry, type TransactionRequest };

/** Entries, newest first, with what the page knows besides. */
interface CentreView {
  readonly entries: readonly TransactionEntry[];
  /** Keys that had something happen in this tab since it was loaded; only these are worth a toast. */
  readonly lively: ReadonlySet<string>;
  /** Which entry was asked for again, and the how-manieth time. */
  readonly asked: { readonly key: string; readonly times: number } | null;
}

const empty: CentreView = { entries: [], lively: new Set(), asked: null };
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
  return (await openCentre()).submit(request);
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

/** For the toasts. */
export function useTransactionView(): CentreView {
  return useView();
}

function useView(): CentreView {
  return useSyncExternalStore(subscribe, readView, readEmpty);
}

const readView = (): CentreView => view;
const readEmpty = (): CentreView => empty;

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

function showEntry(entry: TransactionEntry): void {
  const known = view.entries.find(({ key }) => key === entry.key);
  const others = view.entries.filter(({ key }) => key !== entry.key);
  const entries = [entry, ...others].sort((one, other) => other.startedAt - one.startedAt);
  const isNews = known !== undefined || isRunning(entry);
  const lively = isNews ? new Set([...view.lively, entry.key]) : view.lively;
  change({ ...view, entries, lively });
}

function change(next: CentreView): void {
  view = next;
  for (const listener of listeners) listener();
}
