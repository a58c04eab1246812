/**
 * Remembers the newest slot seen for each key, so that a node that lags behind, or that an update that arrives late,
 * never takes a reader back in time.
 *
 * Keys are dropped oldest first beyond `maxKeys`; a dropped key only loses its protection.
 */
export class SlotGuard {
  readonly #newest = new Map<string, bigint>();

  constructor(private readonly maxKeys = 50_000) {}

  /** Newest slot seen for the key, or null. */
  newest(key: string): bigint | null {
    return this.#newest.get(key) ?? null;
  }

  /** Whether data of `slot` is not older than what was seen; if so the slot is remembered. */
  admit(key: string, slot: bigint): boolean {
    const seen = this.#newest.get(key);
    if (seen !== undefined && slot < seen) return false;
    this.#newest.delete(key);
    this.#newest.set(key, slot);
    if (this.#newest.size > this.maxKeys) this.#forgetOldest();
    return true;
  }

  #forgetOldest(): void {
    const oldest = this.#newest.keys().next();
    if (oldest.done !== true) this.#newest.delete(oldest.value);
  }
}

/** Guard key of one account at one commitment, shared by reads and notifications. */
export function accountKey(address: string, commitment: string): string {
  return `account ${address} ${commitment}`;
}

/** Guard keys that an answer to this request must not be older than. */
export function guardKeys(method: string, params: readonly unknown[]): readonly string[] {
  const commitment = commitmentOf(params);
  const subject = params[0];
  switch (method) {
    case 'getAccountInfo':
      return typeof subject === 'string' ? [accountKey(subject, commitment)] : [];
    case 'getMultipleAccounts':
      return Array.isArray(subject) ? subject.map((address) => accountKey(String(address), commitment)) : [];
    case 'getSlot':
    case 'getBlockHeight':
    case 'getEpochInfo':
    case 'getLatestBlockhash':
      return [`${method} ${commitment}`];
    case 'getBalance':
    case 'getProgramAccounts':
    case 'getTokenAccountBalance':
    case 'getTokenAccountsByOwner':
    case 'getSignatureStatuses':
      return [`${method} ${JSON.stringify(params, withoutMinContextSlot)}`];
    default:
      return [];
  }
}

/** Slot that a result speaks for, or null when it names none. */
export function slotOfResult(method: string, result: unknown): bigint | null {
  if (typeof result === 'bigint') {
    return method === 'getSlot' || method === 'getBlockHeight' ? result : null;
  }
  if (typeof result !== 'object' || result === null) return null;
  if (method === 'getEpochInfo') return bigintField(result, 'absoluteSlot');
  const context: unknown = Reflect.get(result, 'context');
  return typeof context === 'object' && context !== null ? bigintField(context, 'slot') : null;
}

function bigintField(record: object, name: string): bigint | null {
  const value: unknown = Reflect.get(record, name);
  return typeof value === 'bigint' ? value : null;
}

function commitmentOf(params: readonly unknown[]): string {
  for (const param of params) {
    if (typeof param === 'object' && param !== null) {
      const commitment: unknown = Reflect.get(param, 'commitment');
      if (typeof commitment === 'string') return commitment;
    }
  }
  return 'finalized';
}

function withoutMinContextSlot(name: string, value: unknown): unknown {
  if (name === 'minContextSlot') return undefined;
  return typeof value === 'bigint' ? value.toString() : value;
}
