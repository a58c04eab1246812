import { type Address, getBase58Encoder } from '@solana/kit';

import {
  type AsOf,
  type ChainEvent,
  type LeaseDetail,
  type LeaseList,
  type LeaseRow,
  type MarketSnapshot,
  type PriceHistory,
  type ProviderDetail,
  type ProviderRow,
} from '@/lib/index-api/shapes';
import { type Lease, type Offer, type Provider, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { fetchNetwork, type Network } from '@/lib/pyronet/network';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readAccounts } from '@/lib/rpc/read-accounts';
import { type ProgramChange, watchProgram } from '@/lib/rpc/watch-program';

import { Accounts } from './accounts';
import { ChainClock } from './chain-clock';
import { ChangeLog } from './change-log';
import { type ClosedLeases } from './closed-leases';
import { type LeaseParties, paidOutIn } from './lease-event';
import { isListed, MarketIndex } from './market-index';
import { Payouts } from './payouts';
import { ProviderNames, type ReadBlob } from './provider-names';
import { leaseRowOf, offerRowOf, providerRowOf, type Seen, type SeenLease } from './rows';
import { Timelines } from './timelines';
import { isNewer } from './trades';

const tellTimeEveryMs = 2_000;
const allPricesEveryMs = 10_000;
const readNamesEveryMs = 2_000;
/** A chain that was replaced meanwhile never answers its old client. */
const fillWithinMs = 60_000;
const namesBeforeAnswersMs = 1_000;
const leasesPerList = 500;
const payoutAccounts = 8;

export interface ChainIndexOptions {
  readonly client: ChainClient;
  readonly readBlob: ReadBlob;
  /** Where closed leases of a chain are kept; without it they last as long as this index. */
  readonly closedLeases?: (genesisHash: string) => ClosedLeases;
  /** How often everything is read again to check the notifications, in milliseconds (default 30,000). */
  readonly reconcileMs?: number;
}

/** One life of the index on one chain: everything in it comes from the chain and can be made again from it. */
export class ChainIndex {
  readonly log = new ChangeLog();
  readonly #accounts = new Accounts();
  readonly #market: MarketIndex;
  readonly #clock: ChainClock;
  readonly #timelines: Timelines;
  readonly #payouts: Payouts;
  readonly #names: ProviderNames;
  readonly #end = new AbortController();
  readonly #clockListeners = new Set<(asOf: AsOf) => void>();
  #filled = false;

  private constructor(
    readonly client: ChainClient,
    readonly genesisHash: string,
    readonly network: Network,
    readBlob: ReadBlob,
    private readonly closedLeases: ClosedLeases | null,
  ) {
    const signed = {
      genesisHash: Uint8Array.from(getBase58Encoder().encode(genesisHash)),
      programAddress: PYRONET_PROGRAM_ADDRESS,
    };
    this.#clock = new ChainClock(client);
    this.#names = new ProviderNames(signed, readBlob);
    this.#payouts = new Payouts(client);
    this.#market = new MarketIndex({
      accounts: this.#accounts,
      names: this.#names,
      clock: this.#clock,
      record: (...change) => this.#record(...change),
    });
    this.#timelines = new Timelines({
      client,
      onEvent: (lease, event) => this.#tellEvent(lease, event),
    });
  }

  /**
   * Resolves when the whole state was read once. The client is the index's from then on.
   *
   * @throws RpcError when the chain cannot be asked, Error where the program has no genesis on it
   */
  static async open(options: ChainIndexOptions): Promise<ChainIndex> {
    const { client, readBlob, closedLeases, reconcileMs = 30_000 } = options;
    const genesisHash = await client.genesisHash();
    const kept = closedLeases?.(genesisHash) ?? null;
    const index = new ChainIndex(client, genesisHash, await fetchNetwork(client.rpc), readBlob, kept);
    try {
      await index.#remember();
      await index.#begin(reconcileMs);
      return index;
    } catch (error) {
      index.close();
      throw error;
    }
  }

  close(): void {
    this.#end.abort();
    this.#market.close();
    this.client.close();
  }

  get asOf(): AsOf {
    const { slot, unixS, ageS } = this.#clock;
    return {
      boot: this.log.boot,
      sequence: this.log.sequence,
      slot,
      chain_unix_s: unixS,
      genesis_hash: this.genesisHash,
      ...(ageS === undefined ? {} : { age_s: ageS }),
    };
  }

  /** Hears the chain's clock every two seconds, with its age while the chain cannot be asked. */
  onClock(listener: (asOf: AsOf) => void): () => void {
    this.#clockListeners.add(listener);
    return () => this.#clockListeners.delete(listener);
  }

  market(): MarketSnapshot {
    return this.#market.snapshot(this.asOf);
  }

  /** `market()` as JSON, put together from rows that are JSON already. */
  marketJson(): string {
    return this.#market.json(this.asOf);
  }

  prices(classId: number): PriceHistory {
    return { as_of: this.asOf, points: [...this.#market.prices(classId)] };
  }

  knowsClass(classId: number): boolean {
    return this.#accounts.classes.has(classId);
  }

  leases(party: 'renter' | 'provider', address: Address): LeaseList {
    const leases = [...this.#accounts.leasesOf(party, address)]
      .sort((one, other) => (isNewer(one, other) ? -1 : 1))
      .slice(0, leasesPerList);
    return { as_of: this.asOf, leases: leases.map((lease) => this.#leaseRow(lease)) };
  }

  /** @returns null when the index never saw it. @throws RpcError */
  async lease(address: Address): Promise<LeaseDetail | null> {
    const lease = this.#accounts.leases.get(address);
    if (lease === undefined) return null;
    const events = await this.#timelines.of(address, this.#partiesOf(lease.data));
    const now = this.#accounts.leases.get(address) ?? lease;
    return { as_of: this.asOf, lease: this.#leaseRow(now), events: [...events] };
  }

  /** @returns null when there is none. @throws RpcError */
  async provider(address: Address): Promise<ProviderDetail | null> {
    const provider = this.#accounts.providers.get(address);
    if (provider === undefined) return null;
    const leases = this.#accounts.leasesOf('provider', address);
    const accounts = new Set([provider.data.payout, ...leases.map(({ data }) => data.providerPayout)]);
    const earnings = await Promise.all(
      [...accounts].slice(0, payoutAccounts).map((account) => this.#payouts.of(account)),
    );
    const now = this.#accounts.providers.get(address) ?? provider;
    const listed = this.#accounts.offersOf(address).filter(isListed);
    return {
      as_of: this.asOf,
      provider: this.#providerRow(now),
      offers: listed.map((offer) => offerRowOf(offer, now, this.#names.of(now))),
      leases: this.leases('provider', address).leases,
      earnings: earnings.flat().sort((one, other) => one.unix_s - other.unix_s),
    };
  }

  /** Leases that were closed before this index began. */
  async #remember(): Promise<void> {
    for (const lease of (await this.closedLeases?.read()) ?? []) {
      this.#accounts.putLease(lease);
      this.#market.leaseOpened(lease);
    }
  }

  async #begin(reconcileMs: number): Promise<void> {
    const { signal } = this.#end;
    const filled = new Promise<'filled'>((resolve) => {
      const stop = watchProgram(this.client, PYRONET_PROGRAM_ADDRESS, (change) => this.#take(change), {
        reconcileMs,
        onSnapshot: (slot) => {
          this.#clock.sawSlot(slot);
          resolve('filled');
        },
      });
      signal.addEventListener('abort', stop, { once: true });
    });
    if ((await Promise.race([filled, this.client.clock.sleep(fillWithinMs)])) !== 'filled')
      throw new Error('The chain could not be read in time.');
    // A long list of names comes in while the index already answers.
    await Promise.race([this.#readNames(), this.client.clock.sleep(namesBeforeAnswersMs)]);
    await this.#clock.read(signal);
    this.#market.sampleAll();
    this.#filled = true;
    void this.#clock.keep(signal);
    this.#every(tellTimeEveryMs, () => this.#tellTime());
    this.#every(allPricesEveryMs, () => this.#market.sampleAll());
    this.#every(readNamesEveryMs, () => this.#readNames());
  }

  #every(ms: number, act: () => void | Promise<void>): void {
    const keep = async (): Promise<void> => {
      while (!this.#end.signal.aborted) {
        await this.client.clock.sleep(ms, this.#end.signal);
        if (!this.#end.signal.aborted) await act();
      }
    };
    void keep();
  }

  #take(change: ProgramChange): void {
    this.#clock.sawSlot(change.slot);
    const taken = this.#accounts.take(change);
    if (taken?.kind === 'provider') this.#providerChanged(taken.account);
    if (taken?.kind === 'offer') this.#market.offerChanged(taken.account);
    if (taken?.kind === 'lease') this.#leaseChanged(taken.account, taken.isNew);
  }

  #providerChanged(provider: Seen<Provider>): void {
    const { address } = provider;
    this.#record([`provider:${address}`], { name: 'provider', data: this.#providerRow(provider) });
    const offers = this.#accounts.offersOf(address);
    for (const offer of offers) this.#market.offerChanged(offer);
    if (this.#filled && offers.length !== provider.data.offers) void this.#lookForClosed(offers);
  }

  /** Nodes do not notify of accounts that a program closes; the provider's count of offers tells that one was. */
  async #lookForClosed(offers: readonly Seen<Offer>[]): Promise<void> {
    const addresses = offers.map(({ address }) => address);
    const found = await readAccounts(this.client, addresses, this.#end.signal).catch(() => null);
    for (const { address, slot } of offers) {
      const now = found?.accounts.get(address);
      if (found !== null && now === null && found.slot >= slot)
        this.#take({ address, slot: found.slot, account: null });
    }
  }

  #leaseChanged(lease: SeenLease, isNew: boolean): void {
    const { address, data } = lease;
    if (isNew) this.#market.leaseOpened(lease);
    this.#tellLease(lease);
    if (!this.#filled) return;
    const parties = this.#partiesOf(data);
    if (lease.closed) void this.#readPaid(address, parties);
    else if (this.log.isFollowed(topicsOfLease(lease)))
      void this.#timelines.of(address, parties).catch(() => undefined);
    this.#timelines.touch(address, parties, lease.slot);
  }

  /** What a closed lease paid is only in its transactions. */
  async #readPaid(address: Address, parties: LeaseParties): Promise<void> {
    const events = await this.#timelines.of(address, parties).catch(() => null);
    const lease = this.#accounts.leases.get(address);
    if (lease?.closed !== true) return;
    const settled = events === null ? lease : { ...lease, paid: paidOutIn(events) };
    this.#accounts.putLease(settled);
    this.#tellLease(settled);
    // A disk that is full costs the memory of a lease after the next start, and nothing now.
    await this.closedLeases?.keep(settled).catch(() => undefined);
  }

  #tellLease(lease: SeenLease): void {
    this.#record(topicsOfLease(lease), { name: 'lease', data: this.#leaseRow(lease) });
  }

  #tellEvent(address: Address, event: ChainEvent): void {
    const lease = this.#accounts.leases.get(address);
    const provider = lease === undefined ? [] : [`provider:${lease.data.provider}`];
    this.#record([`lease:${address}`, ...provider], { name: 'lease-event', data: { lease: address, event } });
  }

  #tellTime(): void {
    const { asOf } = this;
    for (const listener of [...this.#clockListeners]) listener(asOf);
  }

  async #readNames(): Promise<void> {
    for (const provider of await this.#names.readMissing(
      this.#accounts.providers.values(),
      this.client.clock.now(),
    )) {
      this.#providerChanged(this.#accounts.providers.get(provider.address) ?? provider);
    }
  }

  /** Nobody can have missed what was there before the first snapshot. */
  #record(...change: Parameters<ChangeLog['record']>): void {
    if (this.#filled) this.log.record(...change);
  }

  #leaseRow(lease: SeenLease): LeaseRow {
    const provider = this.#accounts.providers.get(lease.data.provider);
    return leaseRowOf(lease, provider === undefined ? '' : this.#names.of(provider));
  }

  #providerRow(provider: Seen<Provider>): ProviderRow {
    return providerRowOf(provider, this.#names.of(provider));
  }

  #partiesOf({ provider, renterPayout, providerPayout, vault }: Lease): LeaseParties {
    const { feeVault, usdcMint } = this.network;
    const bondVault = this.#accounts.providers.get(provider)?.data.bondVault;
    return { renterPayout, providerPayout, bondVault, vault, feeVault, usdcMint };
  }
}

function topicsOfLease({ address, data }: SeenLease): readonly string[] {
  return [`lease:${address}`, `renter:${data.renter}`, `provider:${data.provider}`];
}
