import { type BookOffer } from './book-offer';

export const sortKeys = [
  'price',
  'work',
  'class',
  'region',
  'vram',
  'speed',
  'reputation',
  'free',
  'duration',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** The order of the book. `descending` turns the key around; ties always go to the cheaper, then the better known. */
export interface BookOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const cheapestFirst: BookOrder = { key: 'price', descending: false };

/** Where a column starts when it is first chosen: prices from below, capacities from above. */
export function startsDescending(key: SortKey): boolean {
  return ['vram', 'speed', 'reputation', 'free', 'duration'].includes(key);
}

/** A sorted copy. Total: the same offers always come out in the same order. */
export function sortOffers(offers: readonly BookOffer[], order: BookOrder): readonly BookOffer[] {
  const compare = comparators[order.key];
  const sign = order.descending ? -1 : 1;
  return offers.slice().sort((a, b) => sign * compare(a, b) || byPriceThenReputation(a, b));
}

type Compare = (a: BookOffer, b: BookOffer) => number;

const comparators: Readonly<Record<SortKey, Compare>> = {
  price: (a, b) => bigints(a.pricePerHour, b.pricePerHour),
  work: (a, b) => numbers(a.pricePerWork, b.pricePerWork),
  class: (a, b) => texts(a.className, b.className),
  region: (a, b) => numbers(a.row.region, b.row.region),
  vram: (a, b) => numbers(a.row.vram_mib, b.row.vram_mib),
  speed: (a, b) => bigints(a.row.guaranteed_units_per_s, b.row.guaranteed_units_per_s),
  reputation: (a, b) => bigints(a.row.reputation, b.row.reputation),
  free: (a, b) => numbers(a.row.gpu_free, b.row.gpu_free),
  duration: (a, b) => bigints(a.row.max_duration_s, b.row.max_duration_s),
};

function byPriceThenReputation(a: BookOffer, b: BookOffer): number {
  return (
    bigints(a.pricePerHour, b.pricePerHour) ||
    bigints(b.row.reputation, a.row.reputation) ||
    texts(a.row.address, b.row.address)
  );
}

function bigints(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbers(a: number, b: number): number {
  // Two infinities are equal, though their difference is no number.
  return a === b ? 0 : a < b ? -1 : 1;
}

function texts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
