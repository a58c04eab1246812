import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type BookOffer, openBook } from './book-offer';
import { constraintTest } from './constraints';
import { blockingConstraint, failingWords, offeredWords } from './explanation';
import { matchOffers } from './match-offers';
import { nearestOffer } from './nearest-offer';
import { askedFor, noRequirement, type Requirement } from './requirement';
import { offerRow } from './testing/offer-row';

const classes = [
  { class_id: 3, name: 'NVIDIA RTX 4090', vram_mib: 24_576, tier_min: 1 },
  { class_id: 8, name: 'NVIDIA H100', vram_mib: 81_920, tier_min: 3 },
];
const now = 1_000n;

function bookOf(...changes: readonly Parameters<typeof offerRow>[0][]): readonly BookOffer[] {
  return openBook(
    changes.map((change, index) => offerRow({ address: `offer${index}`, ...change })),
    classes,
    now,
  );
}

function asking(changes: Partial<Requirement>): Requirement {
  return { ...noRequirement, ...changes };
}

describe('the book', () => {
  it('leaves out what nobody can take: full, silent, or not for runs', () => {
    const book = bookOf({}, { gpu_free: 0 }, { live_until_unix_s: now }, { run: false });
    expect(book.map(({ row }) => row.address)).toEqual(['offer0']);
  });

  it('shows a raise from its start on, not before', () => {
    const raise = { pending_price_per_hour_usdc_atoms: 500_000n };
    const book = bookOf({ ...raise, pending_from_unix_s: now }, { ...raise, pending_from_unix_s: now + 1n });
    expect(book.map(({ pricePerHour }) => pricePerHour)).toEqual([500_000n, 320_000n]);
  });
});

describe('matching', () => {
  const book = bookOf(
    { class_id: 3, region: 4, price_per_hour_usdc_atoms: 300_000n },
    { class_id: 3, region: 10, price_per_hour_usdc_atoms: 350_000n },
    { class_id: 8, region: 4, vram_mib: 81_920, tier: 3, price_per_hour_usdc_atoms: 1_500_000n },
  );

  it('finds what passes every constraint', () => {
    const found = matchOffers(book, asking({ classIds: [3], regions: [4] }));
    expect(found.offers.map(({ row }) => row.address)).toEqual(['offer0']);
    expect(found.considered).toBe(3);
  });

  it('finds by any mix of words, in any case', () => {
    const words = (text: string) => matchOffers(book, asking({ text })).offers.length;
    expect([words('H100'), words('europe 4090'), words('nightshift'), words('mars')]).toEqual([1, 1, 3, 0]);
  });

  it('counts each facet as if its own choice were open', () => {
    const { facets } = matchOffers(book, asking({ classIds: [3], regions: [4] }));
    expect(Object.fromEntries(facets.class)).toEqual({ 3: 1, 8: 1 });
    expect(Object.fromEntries(facets.region)).toEqual({ 4: 1, 10: 1 });
  });

  it('counts in a facet exactly what choosing it would show', () => {
    const some = fc.record({
      class_id: fc.constantFrom(3, 8),
      region: fc.integer({ min: 0, max: 3 }),
      tier: fc.integer({ min: 1, max: 3 }),
      price_per_hour_usdc_atoms: fc.bigInt(1n, 9n),
    });
    const ask = fc.record({
      classIds: fc.subarray([3, 8]),
      regions: fc.subarray([0, 1, 2, 3]),
      maxPricePerHour: fc.option(fc.bigInt(1n, 9n)),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), ask, (rows, asked) => {
        const offered = bookOf(...rows);
        const { facets } = matchOffers(offered, asking(asked));
        for (const region of [0, 1, 2, 3]) {
          const shown = matchOffers(offered, asking({ ...asked, regions: [region] })).offers.length;
          expect(facets.region.get(region) ?? 0).toBe(shown);
        }
      }),
    );
  });
});

describe('why nothing is shown', () => {
  const book = bookOf(
    { price_per_hour_usdc_atoms: 400_000n },
    { price_per_hour_usdc_atoms: 330_000n },
    { price_per_hour_usdc_atoms: 310_000n, region: 10 },
  );
  const asked = asking({ maxPricePerHour: 320_000n, regions: [4] });

  it('names the constraint whose removal shows the most', () => {
    expect(blockingConstraint(matchOffers(book, asked))).toEqual({ name: 'price', offers: 2 });
    expect(failingWords('price', asked)).toBe('cost more than 0.32 USDC/h');
  });

  it('names no constraint when no single one stands in the way', () => {
    const both = asking({ classIds: [8], regions: [7] });
    expect(blockingConstraint(matchOffers(book, both))).toBeUndefined();
  });

  it('offers the nearest match and says what it lacks', () => {
    const nearest = nearestOffer(book, asked);
    expect(nearest?.offer.row.address).toBe('offer1');
    expect(nearest?.failed).toEqual(['price']);
    expect(nearest === undefined ? '' : offeredWords('price', nearest.offer)).toBe('costs 0.33 USDC/h');
  });

  it('has nothing near in an empty book', () => {
    expect(nearestOffer([], asked)).toBeUndefined();
  });

  it('never calls an offer nearest when another fails less', () => {
    const some = fc.record({
      class_id: fc.constantFrom(3, 8),
      vram_mib: fc.constantFrom(8_192, 24_576, 81_920),
      reputation: fc.bigInt(0n, 1_000_000n),
      price_per_hour_usdc_atoms: fc.bigInt(1n, 900_000n),
    });
    const strict = asking({
      classIds: [8],
      minVramMib: 40_960,
      minReputation: 900_000n,
      maxPricePerHour: 100_000n,
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 20 }), (rows) => {
        const offered = bookOf(...rows);
        const test = constraintTest(strict);
        const fewest = Math.min(...offered.map((offer) => bitsSet(test(offer))));
        expect(nearestOffer(offered, strict)?.failed).toHaveLength(fewest);
      }),
    );
  });

  it('knows what was asked for at all', () => {
    expect(askedFor(asking({ text: '  ', tiers: [2], minVramMib: 1_024 }))).toEqual(['tier', 'vram']);
  });
});

function bitsSet(bits: number): number {
  return bits.toString(2).replaceAll('0', '').length;
}
