import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openBook } from './book-offer';
import { sortKeys, sortOffers } from './sort-offers';
import { offerRow } from './testing/offer-row';

const rows = fc.array(
  fc.record({
    price_per_hour_usdc_atoms: fc.bigInt(1n, 5n),
    reputation: fc.bigInt(0n, 3n),
    guaranteed_units_per_s: fc.bigInt(0n, 3n),
    vram_mib: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 2, maxLength: 20 },
);

function bookOf(changes: readonly Parameters<typeof offerRow>[0][]) {
  return openBook(
    changes.map((change, index) => offerRow({ address: `offer${index}`, ...change })),
    [],
    0n,
  );
}

describe('the order of the book', () => {
  it('puts the cheaper first among equals, then the better known', () => {
    const book = bookOf([
      { vram_mib: 8, price_per_hour_usdc_atoms: 2n },
      { vram_mib: 8, price_per_hour_usdc_atoms: 1n, reputation: 1n },
      { vram_mib: 8, price_per_hour_usdc_atoms: 1n, reputation: 2n },
    ]);
    const order = sortOffers(book, { key: 'vram', descending: true });
    expect(order.map(({ row }) => row.address)).toEqual(['offer2', 'offer1', 'offer0']);
  });

  it('puts machines that guarantee no rate behind all that do', () => {
    const book = bookOf([{ guaranteed_units_per_s: 0n }, { guaranteed_units_per_s: 1n }]);
    const order = sortOffers(book, { key: 'work', descending: false });
    expect(order.map(({ row }) => row.address)).toEqual(['offer1', 'offer0']);
  });

  it('is the same whatever order the offers come in', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...sortKeys), fc.boolean(), (changes, key, descending) => {
        const book = bookOf(changes);
        const order = { key, descending };
        expect(sortOffers(book.toReversed(), order)).toEqual(sortOffers(book, order));
      }),
    );
  });
});
