import { type Address } from '@solana/kit';

import {
  getGpuClassDecoder,
  getLeaseDecoder,
  getOfferDecoder,
  getProviderDecoder,
  GPU_CLASS_DISCRIMINATOR,
  type GpuClass,
  LEASE_DISCRIMINATOR,
  type Offer,
  OFFER_DISCRIMINATOR,
  type Provider,
  PROVIDER_DISCRIMINATOR,
} from '@/lib/pyronet/generated';
import { type ProgramChange } from '@/lib/rpc/watch-program';

import { Grouped } from './grouped';
import { type Seen, type SeenLease } from './rows';

/** Which account changed: its state now, or what it was last where it was closed. */
export type AccountChange =
  | { readonly kind: 'class'; readonly account: Seen<GpuClass> }
  | { readonly kind: 'provider'; readonly account: Seen<Provider> }
  | { readonly kind: 'offer'; readonly account: Seen<Offer> }
  | { readonly kind: 'lease'; readonly account: SeenLease; readonly isNew: boolean };

/** Closed leases that are remembered; the first to have closed is forgotten first. */
const closedLeasesHeld = 20_000;

/** The program's accounts as last seen. A closed lease is remembered; everything else that is closed is forgotten. */
export class Accounts {
  readonly classes = new Map<number, Seen<GpuClass>>();
  readonly providers = new Map<Address, Seen<Provider>>();
  readonly offers = new Map<Address, Seen<Offer>>();
  readonly leases = new Map<Address, SeenLease>();
  readonly #offersOf = new Grouped<Address, Address, Seen<Offer>>();
  readonly #leasesOf = new Grouped<string, Address, SeenLease>();
  readonly #closed = new Set<Address>();

  /** @returns null for accounts that the index does not hold, and for bytes that are none of ours */
  take({ address, slot, account }: ProgramChange): AccountChange | null {
    if (account === null) return this.#close(address, slot);
    try {
      return this.#see(address, slot, account.data as Uint8Array);
    } catch {
      return null;
    }
  }

  offersOf(provider: Address): readonly Seen<Offer>[] {
    return this.#offersOf.of(provider);
  }

  leasesOf(party: 'renter' | 'provider', address: Address): readonly SeenLease[] {
    return this.#leasesOf.of(`${party} ${address}`);
  }

  putLease(lease: SeenLease): void {
    const { renter, provider } = lease.data;
    this.leases.set(lease.address, lease);
    this.#leasesOf.put(`renter ${renter}`, lease.address, lease);
    this.#leasesOf.put(`provider ${provider}`, lease.address, lease);
    if (lease.closed) this.#rememberClosed(lease.address);
    else this.#closed.delete(lease.address);
  }

  #see(address: Address, slot: bigint, bytes: Uint8Array): AccountChange | null {
    switch (bytes[0]) {
      case GPU_CLASS_DISCRIMINATOR: {
        const account = { address, slot, data: getGpuClassDecoder().decode(bytes) };
        this.classes.set(account.data.classId, account);
        return { kind: 'class', account };
      }
      case PROVIDER_DISCRIMINATOR: {
        const account = { address, slot, data: getProviderDecoder().decode(bytes) };
        this.providers.set(address, account);
        return { kind: 'provider', account };
      }
      case OFFER_DISCRIMINATOR: {
        const account = { address, slot, data: getOfferDecoder().decode(bytes) };
        this.offers.set(address, account);
        this.#offersOf.put(account.data.provider, address, account);
        return { kind: 'offer', account };
      }
      case LEASE_DISCRIMINATOR: {
        const account = { address, slot, data: getLeaseDecoder().decode(bytes), closed: false, paid: null };
        const isNew = !this.leases.has(address);
        this.putLease(account);
        return { kind: 'lease', account, isNew };
      }
      default:
        return null;
    }
  }

  #close(address: Address, slot: bigint): AccountChange | null {
    const offer = this.offers.get(address);
    if (offer !== undefined) {
      this.offers.delete(address);
      this.#offersOf.delete(offer.data.provider, address);
      return { kind: 'offer', account: { ...offer, slot } };
    }
    const lease = this.leases.get(address);
    if (lease === undefined || lease.closed) return null;
    const account = { ...lease, slot, closed: true };
    this.putLease(account);
    return { kind: 'lease', account, isNew: false };
  }

  #rememberClosed(address: Address): void {
    this.#closed.add(address);
    if (this.#closed.size <= closedLeasesHeld) return;
    const [first] = this.#closed;
    const lease = first === undefined ? undefined : this.leases.get(first);
    if (lease === undefined) return;
    this.#closed.delete(lease.address);
    this.leases.delete(lease.address);
    this.#leasesOf.delete(`renter ${lease.data.renter}`, lease.address);
    this.#leasesOf.delete(`provider ${lease.data.provider}`, lease.address);
  }
}
