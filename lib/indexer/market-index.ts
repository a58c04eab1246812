import { type AsOf, type MarketSnapshot, type OfferRow, type PricePoint } from '@/lib/index-api/shapes';
import { toWire } from '@/lib/index-api/wire';
import { OfferStatus, type Offer } from '@/lib/pyronet/generated';

import { type Accounts } from './accounts';
import { type ChainClock } from './chain-clock';
import { type ChangeLog } from './change-log';
import { OrderBook } from './order-book';
import { PriceRecord } from './price-record';
import { type ProviderNames } from './provider-names';
import { classRowOf, offerRowOf, type Seen, type SeenLease } from './rows';
import { Trades } from './trades';

/** Changes of offers within this time make one price point. */
const pricesAfterMs = 200;
/** Offers of a provider that was silent for this long leave the book until it is heard again. */
const silentForS = 3_600n;

export interface MarketSources {
  readonly accounts: Accounts;
  readonly names: ProviderNames;
  readonly clock: ChainClock;
  readonly record: ChangeLog['record'];
}

/** The market's side of the index: the order book, its prices over time, and what was taken. */
export class MarketIndex {
  readonly #book = new OrderBook();
  readonly #prices = new PriceRecord();
  readonly #trades = new Trades();
  #pricesDue: NodeJS.Timeout | null = null;

  constructor(private readonly sources: MarketSources) {}

  snapshot(asOf: AsOf): MarketSnapshot {
    return { ...this.#besidesOffers(asOf), offers: [...this.#book.rows()] };
  }

  /** The snapshot as JSON, put together from rows that are JSON already. */
  json(asOf: AsOf): string {
    return `${toWire(this.#besidesOffers(asOf)).slice(0, -1)},"offers":${this.#book.json()}}`;
  }

  prices(classId: number): readonly PricePoint[] {
    return this.#prices.history(classId);
  }

  offerChanged({ address, data, slot }: Seen<Offer>): void {
    const { accounts, names, record } = this.sources;
    const offer = accounts.offers.get(address);
    const provider = accounts.providers.get(data.provider);
    const topics = ['market', `provider:${data.provider}`];
    if (offer !== undefined && provider !== undefined && isListed(offer)) {
      const row = offerRowOf(offer, provider, names.of(provider));
      this.#book.put(row);
      record(topics, { name: 'offer', data: row });
    } else if (this.#book.delete(address)) {
      record(topics, { name: 'offer-gone', data: { address, slot } });
    }
    this.#samplePricesSoon();
  }

  leaseOpened(lease: SeenLease): void {
    this.#trades.add(lease);
    const trade = this.#trades.newest().find((one) => one.lease === lease.address);
    if (trade !== undefined) this.sources.record(['market'], { name: 'trade', data: trade });
  }

  /** Takes the prices of all classes, whether they changed or not. */
  sampleAll(): void {
    const { clock } = this.sources;
    // A chain that does not answer has no prices to tell.
    if (clock.ageS !== undefined) return;
    for (const row of this.#book.rows()) this.#leaveIfSilent(row);
    this.#samplePrices(new Set([...this.#book.classes(), ...this.#prices.classes()]), true);
  }

  close(): void {
    if (this.#pricesDue !== null) clearTimeout(this.#pricesDue);
  }

  #besidesOffers(asOf: AsOf): Omit<MarketSnapshot, 'offers'> {
    const classes = [...this.sources.accounts.classes.values()].map(classRowOf);
    return {
      as_of: asOf,
      classes: classes.sort((one, other) => one.class_id - other.class_id),
      prices: [...this.#prices.newest()],
      trades: this.#trades.newest(),
    };
  }

  #samplePricesSoon(): void {
    if (this.sources.clock.unixS === 0n || this.#pricesDue !== null) return;
    this.#pricesDue = setTimeout(() => {
      this.#pricesDue = null;
      this.#samplePrices(this.#book.takeChangedClasses(), false);
    }, pricesAfterMs);
  }

  #leaveIfSilent({ address, live_until_unix_s, slot }: OfferRow): void {
    const { clock, record } = this.sources;
    if (live_until_unix_s + silentForS >= clock.unixS || !this.#book.delete(address)) return;
    record(['market'], { name: 'offer-gone', data: { address, slot } });
  }

  #samplePrices(classIds: Iterable<number>, always: boolean): void {
    const { clock, record } = this.sources;
    for (const classId of classIds) {
      const point = this.#prices.sample(classId, this.#book.ofClass(classId), clock.unixS, always);
      if (point !== null) record(['market', `class:${classId}`], { name: 'price', data: point });
    }
  }
}

export function isListed({ data }: Seen<Offer>): boolean {
  return data.status === OfferStatus.Listed;
}
