import { type AddressKey } from '@/programs/localnet/wire/address-key';

export type StoredAccount = {
  readonly lamports: bigint;
  readonly owner: AddressKey;
  readonly data: Uint8Array;
  readonly executable: boolean;
};

/** The state that `account` had until a write in slot `replacedIn`; undefined where it did not exist. */
type Past = { readonly replacedIn: number; readonly account: StoredAccount | undefined };

/**
 * Every account that was ever written, indexed by owner, with its past states back to the root.
 *
 * The past is what lets a read at `confirmed` or `finalized` answer with the state of that slot, and a subscription at
 * those levels report the state that became confirmed rather than one that might still be newer.
 */
export class AccountStore {
  private readonly current = new Map<AddressKey, StoredAccount>();
  private readonly owned = new Map<AddressKey, Set<AddressKey>>();
  private readonly past = new Map<AddressKey, Past[]>();
  private readonly written = new Map<number, Set<AddressKey>>();

  get size(): number {
    return this.current.size;
  }

  /** Newest state. */
  get(key: AddressKey): StoredAccount | undefined {
    return this.current.get(key);
  }

  /** State at the end of `slot`, which must not be older than the last root given to {@link AccountStore.forget}. */
  at(key: AddressKey, slot: number): StoredAccount | undefined {
    const past = this.past.get(key)?.find(({ replacedIn }) => replacedIn > slot);
    return past === undefined ? this.current.get(key) : past.account;
  }

  /** Whether the store knows this address now or within the unrooted past. */
  knows(key: AddressKey): boolean {
    return this.current.has(key) || this.past.has(key);
  }

  /** Records a write in `slot`; without an account the address becomes empty. */
  write(key: AddressKey, account: StoredAccount | undefined, slot: number): void {
    const before = this.current.get(key);
    this.remember(key, before, slot);
    if (before !== undefined && before.owner !== account?.owner) this.owned.get(before.owner)?.delete(key);
    if (account === undefined) {
      this.current.delete(key);
      return;
    }
    this.current.set(key, account);
    if (before?.owner !== account.owner) this.ownedBy(account.owner).add(key);
  }

  /** Puts an account in place without a past, as at start. */
  load(key: AddressKey, account: StoredAccount | undefined): void {
    const before = this.current.get(key);
    if (before !== undefined) this.owned.get(before.owner)?.delete(key);
    if (account === undefined) {
      this.current.delete(key);
      return;
    }
    this.current.set(key, account);
    this.ownedBy(account.owner).add(key);
  }

  /** Addresses and states of the accounts that `owner` owned at the end of `slot`. */
  *ownedAt(owner: AddressKey, slot: number): Generator<readonly [AddressKey, StoredAccount]> {
    const owned = this.owned.get(owner);
    for (const key of owned ?? []) {
      const account = this.at(key, slot);
      if (account?.owner === owner) yield [key, account];
    }
    for (const key of this.past.keys()) {
      if (owned?.has(key) === true) continue;
      const account = this.at(key, slot);
      if (account?.owner === owner) yield [key, account];
    }
  }

  /** Addresses written in `slot`, for as long as it is not rooted. */
  writtenIn(slot: number): ReadonlySet<AddressKey> {
    return this.written.get(slot) ?? new Set();
  }

  entries(): IterableIterator<[AddressKey, StoredAccount]> {
    return this.current.entries();
  }

  /** Drops what only reads older than `root` would need. */
  forget(root: number): void {
    for (const [slot, keys] of this.written) {
      if (slot > root) continue;
      this.written.delete(slot);
      for (const key of keys) this.forgetPast(key, root);
    }
  }

  private forgetPast(key: AddressKey, root: number): void {
    const kept = this.past.get(key)?.filter(({ replacedIn }) => replacedIn > root);
    if (kept === undefined) return;
    if (kept.length === 0) this.past.delete(key);
    else this.past.set(key, kept);
  }

  private remember(key: AddressKey, before: StoredAccount | undefined, slot: number): void {
    let written = this.written.get(slot);
    if (written === undefined) this.written.set(slot, (written = new Set()));
    if (written.has(key)) return;
    written.add(key);
    const past = this.past.get(key);
    if (past === undefined) this.past.set(key, [{ replacedIn: slot, account: before }]);
    else past.push({ replacedIn: slot, account: before });
  }

  private ownedBy(owner: AddressKey): Set<AddressKey> {
    let owned = this.owned.get(owner);
    if (owned === undefined) this.owned.set(owner, (owned = new Set()));
    return owned;
  }
}
