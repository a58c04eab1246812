import { readableText } from '@/lib/domain/stranger-text';
import { type ClassRow, type OfferRow } from '@/lib/index-api/shapes';
import { effectivePricePerHour } from '@/lib/domain/price';
import { regionOf } from '@/lib/pyronet/regions';

import { tierName } from './tiers';

/** A row of the order book: an offer as the index has it, with what filtering and sorting read of it made once. */
export interface BookOffer {
  readonly row: OfferRow;
  readonly className: string;
  /** In force at the book's time, USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  /** USDC atoms per hour for each guaranteed unit per second, for sorting alone; infinite where none is guaranteed. */
  readonly pricePerWork: number;
  /** Lower case: class, provider's name, region, tier, addresses. */
  readonly words: string;
}

/** Whether an offer can be taken at a time (unix seconds): a GPU is free and its provider has lately been heard. */
export function canBeTaken(row: OfferRow, nowUnixS: bigint): boolean {
  return row.gpu_free > 0 && row.live_until_unix_s > nowUnixS && row.run;
}

/** The offers that can be taken at a time (unix seconds), as rows of the book. */
export function openBook(
  rows: Iterable<OfferRow>,
  classes: readonly ClassRow[],
  nowUnixS: bigint,
): readonly BookOffer[] {
  const names = new Map(classes.map(({ class_id, name }) => [class_id, name]));
  const book: BookOffer[] = [];
  for (const row of rows) {
    if (!canBeTaken(row, nowUnixS)) continue;
    book.push(bookOffer(row, names.get(row.class_id) ?? `Class ${row.class_id}`, nowUnixS));
  }
  return book;
}

/** An offer as a row of the book at a time (unix seconds). */
export function bookOffer(row: OfferRow, className: string, nowUnixS: bigint): BookOffer {
  const pricePerHour = priceInForce(row, nowUnixS);
  const region = regionOf(row.region);
  return {
    row,
    className,
    pricePerHour,
    pricePerWork:
      row.guaranteed_units_per_s === 0n
        ? Infinity
        : Number(pricePerHour) / Number(row.guaranteed_units_per_s),
    words: [
      className,
      readableText(row.provider_name),
      region.name,
      region.code,
      tierName(row.tier),
      row.address,
      row.provider,
    ]
      .join('\n')
      .toLowerCase(),
  };
}

/** USDC atoms per GPU-hour at a time (unix seconds): an announced raise counts from its start. */
export function priceInForce(row: OfferRow, nowUnixS: bigint): bigint {
  return effectivePricePerHour(
    {
      pricePerHour: row.price_per_hour_usdc_atoms,
      pendingPrice: row.pending_price_per_hour_usdc_atoms,
      pendingFrom: row.pending_from_unix_s,
    },
    nowUnixS,
  );
}
