'use client';

import { useQuery } from '@tanstack/react-query';

const none: ReadonlySet<string> = new Set();

/** Leases whose sessions this browser keeps; empty while that is not known, or where the browser stores nothing. */
export function useStoredLeases(): ReadonlySet<string> {
  const stored = useQuery({ queryKey: ['stored-leases'], queryFn: readStoredLeases, staleTime: 2_000 });
  return stored.data ?? none;
}

async function readStoredLeases(): Promise<ReadonlySet<string>> {
  const [{ browserChain }, { sealedKeyValueStore }, { storedLeases }] = await Promise.all([
    import('@/lib/rpc/browser-chain'),
    import('@/lib/storage/sealed-key-value-store'),
    import('@/lib/session/session-record'),
  ]);
  const genesisHash = await (await browserChain()).genesisHash();
  return new Set<string>(await storedLeases(sealedKeyValueStore(genesisHash)));
}
