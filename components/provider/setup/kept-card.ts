import { useSyncExternalStore } from 'react';

import { parseWorkerCard, type WorkerCard } from '@/lib/blobs/worker-card';

/**
 * The card that a wallet's owner last gave, kept in this browser so that the set-up goes on in any tab and after a
 * reload. A card holds no secret.
 */

const keyOf = (genesisHash: string, authority: string): string =>
  `pyronet:worker-card:${genesisHash}:${authority}`;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Keeps a card, or forgets it. A browser without storage forgets it with the page. */
export function keepCard(genesisHash: string, authority: string, card: WorkerCard | null): void {
  const key = keyOf(genesisHash, authority);
  const text = card === null ? null : JSON.stringify(card);
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Private windows may refuse; the copy below serves this tab.
  }
  unstored.set(key, text);
  for (const listener of listeners) listener();
}

const unstored = new Map<string, string | null>();
const parsed = new Map<string, WorkerCard | null>();

/** The kept card of a wallet on a network; null where there is none. */
export function useKeptCard(genesisHash: string, authority: string): WorkerCard | null {
  const key = keyOf(genesisHash, authority);
  return useSyncExternalStore(
    subscribe,
    () => cardOf(storedText(key)),
    () => null,
  );
}

function storedText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return unstored.get(key) ?? null;
  }
}

/** The same object for the same text, as a snapshot must be. */
function cardOf(text: string | null): WorkerCard | null {
  if (text === null) return null;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const card = parseWorkerCard(text) ?? null;
  parsed.set(text, card);
  return card;
}
