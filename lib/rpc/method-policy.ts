/** How the transport may treat one JSON-RPC method. */
export interface MethodPolicy {
  /** May be asked again after a failure that leaves open whether the first request took effect. */
  readonly idempotent: boolean;
  /** Position of the options object among the parameters, for methods that take `minContextSlot`. */
  readonly optionsIndex: number | null;
}

/** Sending is safe to repeat, since the same bytes have the same signature; these are not. */
const notIdempotent = new Set(['requestAirdrop', 'pyronet_faucet']);

/**
 * Sending is left to `lib/tx`, which must know of every attempt in order to say whether a transaction may have been
 * delivered.
 */
const sentOnce = new Set(['sendTransaction']);

const optionsIndex: Readonly<Record<string, number>> = {
  getAccountInfo: 1,
  getBalance: 1,
  getBlockHeight: 0,
  getEpochInfo: 0,
  getLatestBlockhash: 0,
  getMultipleAccounts: 1,
  getProgramAccounts: 1,
  getSlot: 0,
  getTokenAccountsByOwner: 2,
};

export function policyOf(method: string): MethodPolicy {
  return {
    idempotent: !notIdempotent.has(method) && !sentOnce.has(method) && !method.startsWith('pyronet_'),
    optionsIndex: optionsIndex[method] ?? null,
  };
}

/** JSON-RPC errors by which a node says that it, not the request, is at fault; another node may do better. */
const nodeAtFault = new Set([
  -32004, // block not available for slot
  -32005, // node is unhealthy or behind
  -32014, // block status not available yet
  -32016, // minimum context slot not reached
]);

export function isNodeAtFault(code: number): boolean {
  return nodeAtFault.has(code);
}
