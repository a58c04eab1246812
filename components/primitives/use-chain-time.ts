'use client';

import { useSyncExternalStore } from 'react';

import { onPageTick } from './page-ticker';

let heardUnixS: number | null = null;

/**
 * The chain's clock in unix seconds, in whole steps: a component that must decide something by the time (is this offer
 * still live?) renders once a step. `null` on the server and before the time is known. For a figure that moves use
 * `TickingText`, which renders never.
 */
export function useChainTime(stepS: number): number | null {
  return useSyncExternalStore(
    followChainTime,
    () => (heardUnixS === null ? null : Math.floor(heardUnixS / stepS) * stepS),
    () => null,
  );
}

function followChainTime(changed: () => void): () => void {
  return onPageTick((nowUnixS) => {
    heardUnixS = nowUnixS;
    changed();
  });
}
