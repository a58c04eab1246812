'use client';

import { useQuery } from '@tanstack/react-query';

const none: ReadonlySet<string> = new Set();

/** Leases whose sessions this browser keeps; empty while that is not known, or where the browser stores nothing. */
export function useStoredLeases(): ReadonlySet<string> {
  const stored = useQuery({ queryKey: ['stored-leases'], queryFn: readStoredLeases, staleTime: 2_000 });
  return stored.data ?? none;
}

async function readStoredLeases(): Promise<ReadonlySet<string>> {
  const [{ browserVault }, { storedLeases }] = await Promise.all([
    import('@/lib/session/browser/browser-vault'),
    import('@/lib/session/session-record'),
  ]);
  return new Set<string>(await storedLeases((await browserVault()).secrets));
}
