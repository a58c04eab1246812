import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import { leaseFilters } from '@/lib/pyronet/account-filters';
import { getLeaseDecoder, type Lease, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { watchProgram } from '@/lib/rpc/watch-program';

/** Hears of one provider's leases. */
export interface LeaseFollower {
  readonly onLease: (lease: Located<Lease>) => void;
  /** The account was closed. */
  readonly onGone: (lease: Address) => void;
  /** Every lease there is was reported. */
  readonly onSeen: () => void;
}

/** Leases on chain by one subscription, told to the providers of this process whose they are. */
export class LeaseFeed {
  readonly #leases = new Map<Address, Located<Lease>>();
  readonly #followers = new Map<Address, LeaseFollower>();
  #isWhole = false;

  private constructor() {}

  /** Follows the leases of one provider, or those of all, until `signal` aborts. */
  static open(client: ChainClient, by: { readonly provider?: Address }, signal: AbortSignal): LeaseFeed {
    const feed = new LeaseFeed();
    const stop = watchProgram(
      client,
      PYRONET_PROGRAM_ADDRESS,
      ({ address, account }) => {
        if (account === null) feed.#drop(address);
        else feed.#note({ address, data: getLeaseDecoder().decode(account.data) });
      },
      { filters: leaseFilters(by), onSnapshot: () => feed.#complete() },
    );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return feed;
  }

  /** Tells the follower what is known and what comes. @returns a function that ends it */
  follow(provider: Address, follower: LeaseFollower): () => void {
    this.#followers.set(provider, follower);
    for (const lease of this.#leases.values()) if (lease.data.provider === provider) follower.onLease(lease);
    if (this.#isWhole) follower.onSeen();
    return () => {
      if (this.#followers.get(provider) === follower) this.#followers.delete(provider);
    };
  }

  /** Leases of the providers that are followed. */
  *served(): Generator<Located<Lease>> {
    for (const lease of this.#leases.values()) if (this.#followers.has(lease.data.provider)) yield lease;
  }

  /** Every lease that is known. */
  all(): Iterable<Located<Lease>> {
    return this.#leases.values();
  }

  /** The lease at an address, as last heard of. */
  at(address: Address): Located<Lease> | undefined {
    return this.#leases.get(address);
  }

  /** Leases that none of the followers serves. */
  *unserved(): Generator<Located<Lease>> {
    for (const lease of this.#leases.values()) if (!this.#followers.has(lease.data.provider)) yield lease;
  }

  #note(lease: Located<Lease>): void {
    const before = this.#leases.get(lease.address)?.data.provider;
    this.#leases.set(lease.address, lease);
    // A closed address may be opened again, with another provider.
    if (before !== undefined && before !== lease.data.provider)
      this.#followers.get(before)?.onGone(lease.address);
    this.#followers.get(lease.data.provider)?.onLease(lease);
  }

  #drop(address: Address): void {
    const before = this.#leases.get(address);
    this.#leases.delete(address);
    if (before !== undefined) this.#followers.get(before.data.provider)?.onGone(address);
  }

  #complete(): void {
    this.#isWhole = true;
    for (const follower of this.#followers.values()) follower.onSeen();
  }
}
