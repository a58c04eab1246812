import { useSyncExternalStore } from 'react';

import { browserChain } from './browser-chain';

/** Whether the chain's nodes answer this tab, and how fast. */
export interface ChainHealth {
  /** `replaced` when they answer for another chain than this page was loaded for, as after a reset. */
  readonly kind: 'unknown' | 'ok' | 'slow' | 'down' | 'replaced';
  /** Time of the last answer in milliseconds; null before the first and while there is none. */
  readonly answerMs: number | null;
}

const everyMs = 10_000;
const everyMsWhileDown = 2_000;
const patienceMs = 5_000;
const slowMs = 1_500;

const unknown: ChainHealth = { kind: 'unknown', answerMs: null };
let health = unknown;
let watching = false;
const listeners = new Set<() => void>();

/** As of the last few seconds, once `watchChainHealth` was called. */
export function useChainHealth(): ChainHealth {
  return useSyncExternalStore(subscribe, readHealth, readUnknown);
}

/** Asks a node now and then whether it is well, for the tab's life and while it is visible. Browser only. */
export function watchChainHealth(): void {
  if (watching) return;
  watching = true;
  let timer: ReturnType<typeof setTimeout>;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') show(await ask());
    timer = setTimeout(() => void look(), health.kind === 'down' ? everyMsWhileDown : everyMs);
  };
  void look();
  document.addEventListener('visibilitychange', () => void look());
}

async function ask(): Promise<ChainHealth> {
  const startedMs = performance.now();
  try {
    const chain = await browserChain();
    const now = await chain.request('getGenesisHash', [], AbortSignal.timeout(patienceMs));
    const answerMs = Math.round(performance.now() - startedMs);
    if (now !== (await chain.genesisHash())) return { kind: 'replaced', answerMs };
    return { kind: answerMs > slowMs ? 'slow' : 'ok', answerMs };
  } catch (error) {
    const isAnother = error instanceof Error && Reflect.get(error, 'code') === 'wrong-network';
    return { kind: isAnother ? 'replaced' : 'down', answerMs: null };
  }
}

function show(next: ChainHealth): void {
  health = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const readHealth = (): ChainHealth => health;
const readUnknown = (): ChainHealth => unknown;
