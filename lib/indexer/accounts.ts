import { type Address } from '@solana/kit';

import {
  getGpuClassDecoder,
  getLeaseDecoder,
  getOfferDecoder,
  getProviderDecoder,
  GPU_CLASS_DISCRIMINATOR,
  type GpuClass,
  type Lease,
  LEASE_DISCRIMINATOR,
  type Offer,
  OFFER_DISCRIMINATOR,
  type Provider,
  PROVIDER_DISCRIMINATOR,
} from '@/lib/pyronet/generated';
import { type ProgramChange } from '@/lib/rpc/watch-program';

import { type Seen } from './rows';

/** Which account changed: its state now, or that it was closed and what it was last. */
export type AccountChange =
  | { readonly kind: 'class'; readonly account: Seen<GpuClass> }
  | { readonly kind: 'provider'; readonly account: Seen<Provider> }
  | { readonly kind: 'offer'; readonly account: Seen<Offer>; readonly closed: boolean }
  | { readonly kind: 'lease'; readonly account: Seen<Lease>; readonly closed: boolean };

/** The program's accounts as last seen. A closed lease is remembered; everything else that is closed is forgotten. */
export class Accounts {
  readonly classes = new Map<number, Seen<GpuClass>>();
  readonly providers = new Map<Address, Seen<Provider>>();
  readonly offers = new Map<Address, Seen<Offer>>();
  readonly leases = new Map<Address, Seen<Lease> & { readonly closed: boolean }>();

  /** @returns null for accounts that the index does not hold, and for bytes that are none of ours */
  take({ address, slot, account }: ProgramChange): AccountChange | null {
    if (account === null) return this.#close(address, slot);
    try {
      return this.#see(address, slot, account.data as Uint8Array);
    } catch {
      return null;
    }
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
        return { kind: 'offer', account, closed: false };
      }
      case LEASE_DISCRIMINATOR: {
        const account = { address, slot, data: getLeaseDecoder().decode(bytes) };
        this.leases.set(address, { ...account, closed: false });
        return { kind: 'lease', account, closed: false };
      }
      default:
        return null;
    }
  }

  #close(address: Address, slot: bigint): AccountChange | null {
    const offer = this.offers.get(address);
    if (offer !== undefined) {
      this.offers.delete(address);
      return { kind: 'offer', account: { ...offer, slot }, closed: true };
    }
    const lease = this.leases.get(address);
    if (lease !== undefined) {
      const account = { ...lease, slot };
      this.leases.set(address, { ...account, closed: true });
      return { kind: 'lease', account, closed: true };
    }
    this.providers.delete(address);
    return null;
  }
}
