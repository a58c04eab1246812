const trace = /^(pyronet\/chain\/[^/]+\/)transactions\/entry\//;

/** Part of a chain's scope that belongs to transactions. */
export const transactionsPart = 'transactions/';

/** Scopes of the chains of which this browser remembers transactions. */
export function chainsWithEntries(storage: Storage): readonly string[] {
  const scopes = Array.from(
    { length: storage.length },
    (_, index) => trace.exec(storage.key(index) ?? '')?.[1],
  );
  return [...new Set(scopes.filter((scope) => scope !== undefined))];
}
