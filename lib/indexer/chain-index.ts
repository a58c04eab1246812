import { type Address, getBase58Encoder } from '@solana/kit';

import {
  type AsOf,
  type ChainEvent,
  type LeaseRow,
  type MarketSnapshot,
  type OfferRow,
  type ProviderRow,
} from '@/lib/index-api/shapes';
import { type Lease, OfferStatus, type Provider, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { fetchNetwork, type Network } from '@/lib/pyronet/network';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';
import { watchProgram } from '@/lib/rpc/watch-program';

import { type AccountChange, Accounts } from './accounts';
import { ChangeLog } from './change-log';
import { PriceRecord } from './price-record';
import { ProviderNames, type ReadBlob } from './provider-names';
import { classRowOf, leaseRowOf, offerRowOf, providerRowOf, type Seen, tradeOf } from './rows';
import { type PartyOf, Timelines } from './timelines';

const clockEveryMs = 2_000;
const pricesEveryS = 10;
const namesEveryMs = 3_000;
const tradesShown = 50;

export interface ChainIndexOptions {
  readonly client: ChainClient;
  readonly readBlob: ReadBlob;
}

/** One life of the index on one chain: everything in it comes from the chain and can be made again from it. */
export class ChainIndex {
  readonly log = new ChangeLog();
  readonly #accounts = new Accounts();
  readonly #offerRows = new Map<Address, OfferRow>();
  readonly #prices = new PriceRecord();
  readonly #timelines: Timelines;
  readonly #names: ProviderNames;
  readonly #end = new AbortController();
  readonly #clockListeners = new Set<(asOf: AsOf) => void>();
  #slot = 0n;
  #chainUnixS = 0n;
  #pricesAtUnixS = 0n;
  #filled = false;

  private constructor(
    readonly client: ChainClient,
    readonly genesisHash: string,
    readonly network: Network,
    readBlob: ReadBlob,
  ) {
    const signed = {
      genesisHash: Uint8Array.from(getBase58Encoder().encode(genesisHash)),
      programAddress: PYRONET_PROGRAM_ADDRESS,
    };
    this.#names = new ProviderNames(signed, readBlob);
    this.#timelines = new Timelines({
      client,
      usdcMint: network.usdcMint,
      onEvent: (lease, event) => this.#recordEvent(lease, event),
    });
  }

  /** Resolves when the whole state was read once. @throws RpcError when the chain cannot be asked */
  static async open({ client, readBlob }: ChainIndexOptions): Promise<ChainIndex> {
    const genesisHash = await client.genesisHash();
    const index = new ChainIndex(client, genesisHash, await fetchNetwork(client.rpc), readBlob);
    await index.#begin();
    return index;
  }

  close(): void {
    this.#end.abort();
    this.client.close();
  }

  get asOf(): AsOf {
    return {
      boot: this.log.boot,
      sequence: this.log.sequence,
      slot: this.#slot,
      chain_unix_s: this.#chainUnixS,
      genesis_hash: this.genesisHash,
    };
  }

  /** Hears the chain's clock every two seconds while the chain can be asked. */
  onClock(listener: (asOf: AsOf) => void): () => void {
    this.#clockListeners.add(listener);
    return () => this.#clockListeners.delete(listener);
  }

  market(): MarketSnapshot {
    const leases = [...this.#accounts.leases.values()];
    return {
      as_of: this.asOf,
      classes: [...this.#accounts.classes.values()].map(classRowOf).sort((a, b) => a.class_id - b.class_id),
      offers: [...this.#offerRows.values()],
      prices: [...this.#prices.newest()],
      trades: leases
        .sort((a, b) => Number(b.data.openedSlot - a.data.openedSlot))
        .slice(0, tradesShown)
        .map(tradeOf),
    };
  }

  prices(classId: number) {
    return { as_of: this.asOf, points: [...this.#prices.history(classId)] };
  }

  knowsClass(classId: number): boolean {
    return this.#accounts.classes.has(classId);
  }

  leases(isWanted: (lease: Lease) => boolean): { readonly as_of: AsOf; readonly leases: LeaseRow[] } {
    const leases = [...this.#accounts.leases.values()]
      .filter(({ data }) => isWanted(data))
      .sort((a, b) => Number(b.data.openedSlot - a.data.openedSlot));
    return { as_of: this.asOf, leases: leases.map((lease) => this.#leaseRow(lease, lease.closed)) };
  }

  /** @returns null when the chain never had it. @throws RpcError */
  async lease(address: Address) {
    const lease = this.#accounts.leases.get(address);
    if (lease === undefined) return null;
    const events = await this.#timelines.of(address, this.#partiesOf(lease.data));
    const now = this.#accounts.leases.get(address) ?? lease;
    return { as_of: this.asOf, lease: this.#leaseRow(now, now.closed), events: [...events] };
  }

  /** @returns null when there is none. @throws RpcError */
  async provider(address: Address) {
    const provider = this.#accounts.providers.get(address);
    if (provider === undefined) return null;
    const { leases } = this.leases((lease) => lease.provider === address);
    const earnings = await this.#earnings(leases.map((lease) => lease.address as Address));
    return {
      as_of: this.asOf,
      provider: this.#providerRow(provider),
      offers: [...this.#offerRows.values()].filter((row) => row.provider === address),
      leases,
      earnings,
    };
  }

  async #earnings(leases: readonly Address[]) {
    const payouts: { unix_s: number; lease: string; usdc_atoms: bigint; signature: string }[] = [];
    for (const address of leases.slice(0, leasesOfEarnings)) {
      const lease = this.#accounts.leases.get(address);
      if (lease === undefined) continue;
      for (const event of await this.#timelines.of(address, this.#partiesOf(lease.data))) {
        const paid = event.usdc.find(({ party, usdc_atoms }) => party === 'provider' && usdc_atoms > 0n);
        if (paid === undefined || event.failed) continue;
        const { unix_s, signature } = event;
        payouts.push({ unix_s, lease: address, usdc_atoms: paid.usdc_atoms, signature });
      }
    }
    return payouts.sort((a, b) => a.unix_s - b.unix_s);
  }

  #begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = watchProgram(this.client, PYRONET_PROGRAM_ADDRESS, (change) => this.#take(change), {
        onSnapshot: (slot) => {
          if (slot > this.#slot) this.#slot = slot;
          if (this.#filled) return;
          this.#filled = true;
          void this.#keepNames();
          this.#keepTime().then(resolve, reject);
        },
      });
      this.#end.signal.addEventListener('abort', stop, { once: true });
    });
  }

  #take(change: Parameters<Accounts['take']>[0]): void {
    if (change.slot > this.#slot) this.#slot = change.slot;
    const taken = this.#accounts.take(change);
    if (taken !== null) this.#record(taken);
  }

  #record(change: AccountChange): void {
    switch (change.kind) {
      case 'class':
        return;
      case 'provider': {
        const { account } = change;
        this.log.record([`provider:${account.address}`], {
          name: 'provider',
          data: this.#providerRow(account),
        });
        this.#refreshOffersOf(account.address);
        return;
      }
      case 'offer':
        return this.#refreshOffer(change.account.address, change.account.data.provider);
      case 'lease':
        return this.#recordLease(change.account, change.closed);
    }
  }

  #recordLease(lease: Seen<Lease>, closed: boolean): void {
    const { renter, provider } = lease.data;
    const topics = [`lease:${lease.address}`, `renter:${renter}`, `provider:${provider}`];
    const isNew = lease.data.openedSlot >= this.#slot - newWithinSlots;
    this.log.record(topics, { name: 'lease', data: this.#leaseRow(lease, closed) });
    if (isNew && lease.data.startedAt === 0n)
      this.log.record(['market'], { name: 'trade', data: tradeOf(lease) });
    this.#timelines.touch(lease.address, this.#partiesOf(lease.data));
  }

  #recordEvent(lease: Address, event: ChainEvent): void {
    const account = this.#accounts.leases.get(lease);
    const topics = [
      `lease:${lease}`,
      ...(account === undefined ? [] : [`provider:${account.data.provider}`]),
    ];
    this.log.record(topics, { name: 'lease-event', data: { lease, event } });
  }

  #refreshOffersOf(provider: Address): void {
    for (const offer of this.#accounts.offers.values()) {
      if (offer.data.provider === provider) this.#refreshOffer(offer.address, provider);
    }
  }

  #refreshOffer(address: Address, providerAddress: Address): void {
    const offer = this.#accounts.offers.get(address);
    const provider = this.#accounts.providers.get(providerAddress);
    const topics = ['market', `provider:${providerAddress}`];
    if (offer === undefined || provider === undefined || offer.data.status !== OfferStatus.Listed) {
      if (!this.#offerRows.delete(address)) return;
      this.log.record(topics, { name: 'offer-gone', data: { address, slot: this.#slot } });
    } else {
      const row = offerRowOf(offer, provider, this.#names.of(provider));
      this.#offerRows.set(address, row);
      this.log.record(topics, { name: 'offer', data: row });
    }
    this.#samplePrices(false);
  }

  #samplePrices(always: boolean): void {
    if (this.#chainUnixS === 0n) return;
    for (const point of this.#prices.sample(this.#offerRows.values(), this.#chainUnixS, always)) {
      this.log.record(['market', `class:${point.class_id}`], { name: 'price', data: point });
    }
  }

  /** Resolves after the first reading; goes on until the index is closed. */
  async #keepTime(): Promise<void> {
    await this.#readClock();
    void this.#repeat(clockEveryMs, () => this.#readClock());
  }

  async #readClock(): Promise<void> {
    const { slot, unixSeconds } = await readChainTime(this.client, this.#end.signal);
    if (slot > this.#slot) this.#slot = slot;
    this.#chainUnixS = unixSeconds;
    const due = unixSeconds - this.#pricesAtUnixS >= pricesEveryS;
    if (due) this.#pricesAtUnixS = unixSeconds;
    this.#samplePrices(due);
    const { asOf } = this;
    for (const listener of [...this.#clockListeners]) listener(asOf);
  }

  #keepNames(): Promise<void> {
    return this.#repeat(namesEveryMs, async () => {
      for (const provider of [...this.#accounts.providers.values()]) {
        if (this.#names.isKnown(provider) || !(await this.#names.read(provider))) continue;
        this.log.record([`provider:${provider.address}`], {
          name: 'provider',
          data: this.#providerRow(provider),
        });
        this.#refreshOffersOf(provider.address);
      }
    });
  }

  async #repeat(everyMs: number, act: () => Promise<void>): Promise<void> {
    while (!this.#end.signal.aborted) {
      // A chain that cannot be asked leaves the last state; those who follow see its age grow.
      await act().catch(() => undefined);
      await this.client.clock.sleep(everyMs, this.#end.signal);
    }
  }

  #leaseRow(lease: Seen<Lease>, closed: boolean): LeaseRow {
    const provider = this.#accounts.providers.get(lease.data.provider);
    return leaseRowOf(lease, closed, provider === undefined ? '' : this.#names.of(provider));
  }

  #providerRow(provider: Seen<Provider>): ProviderRow {
    return providerRowOf(provider, this.#names.of(provider));
  }

  #partiesOf({ renterPayout, providerPayout, vault }: Lease): PartyOf {
    const { feeVault } = this.network;
    return (account) => {
      if (account === renterPayout) return 'renter';
      if (account === providerPayout) return 'provider';
      if (account === vault) return 'escrow';
      return account === feeVault ? 'fees' : 'other';
    };
  }
}

/** A lease seen this soon after it was opened is news; an older one is history being read. */
const newWithinSlots = 50n;
const leasesOfEarnings = 300;
