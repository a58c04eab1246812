'use client';

import { type Address } from '@solana/kit';
import { useEffect, useState, useSyncExternalStore } from 'react';

import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type LiveLeaseState, openingState } from '@/lib/session/browser/live-lease-state';

/** The renter's session of a lease in this tab: what it holds, and how it goes on. */
export interface LiveLeaseHandle {
  readonly state: LiveLeaseState;
  /** Null until the part of the page that knows of sessions has loaded. */
  readonly live: LiveLease | null;
}

/** Starts the session of a lease where this browser holds one, and follows it. */
export function useLiveLease(address: Address): LiveLeaseHandle {
  const [live, setLive] = useState<LiveLease | null>(null);
  useEffect(() => {
    let gone = false;
    void import('@/lib/session/browser/live-lease').then(({ liveLease }) => {
      if (gone) return;
      const lease = liveLease(address);
      lease.start();
      setLive(lease);
    });
    return () => {
      gone = true;
    };
  }, [address]);
  const state = useSyncExternalStore(
    live?.subscribe ?? subscribeToNothing,
    live?.read ?? readOpening,
    readOpening,
  );
  return { state, live };
}

const subscribeToNothing = (): (() => void) => () => undefined;
const readOpening = (): LiveLeaseState => openingState;
