import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { noRequirement } from './requirement';
import { type BookView, readBookView, writeBookView } from './requirement-url';
import { cheapestFirst, sortKeys } from './sort-offers';

const identifiers = fc
  .uniqueArray(fc.integer({ min: 0, max: 65_535 }), { maxLength: 12 })
  .map((values) => values.sort((a, b) => a - b));
const views: fc.Arbitrary<BookView> = fc.record({
  requirement: fc.record({
    classIds: identifiers,
    regions: identifiers,
    tiers: identifiers,
    minVramMib: fc.option(fc.integer({ min: 1, max: 1_024 }).map((gib) => gib * 1_024)),
    maxPricePerHour: fc.option(fc.bigInt(1n, 10_000_000_000n)),
    minReputation: fc.option(fc.bigInt(1n, 100n).map((points) => points * 10_000n)),
    text: fc
      .string({ maxLength: 80, unit: 'grapheme-ascii' })
      .filter((text) => text === '' || text.trim() !== ''),
  }),
  order: fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
});

describe('a view of the market in an address', () => {
  it('comes back as it went in', () => {
    fc.assert(
      fc.property(views, (view) => {
        const address = new URLSearchParams(writeBookView(view).toString());
        expect(readBookView(address)).toEqual(view);
      }),
    );
  });

  it('is empty where nothing is asked for', () => {
    expect(writeBookView({ requirement: noRequirement, order: cheapestFirst }).toString()).toBe('');
  });

  it('reads as people would write it', () => {
    const { requirement } = readBookView(new URLSearchParams('class=3,8&vram=24&max=0.35&reputation=90'));
    expect(requirement).toEqual({
      ...noRequirement,
      classIds: [3, 8],
      minVramMib: 24_576,
      maxPricePerHour: 350_000n,
      minReputation: 900_000n,
    });
  });

  it.each([
    'class=,x,-1,1e9&region=999999999&vram=0&max=-1&reputation=900&sort=;drop',
    'vram=NaN&max=0.0000001&tier=%00&sort=--price',
    'max=99999999999999999999&reputation=0',
  ])('asks for nothing where it cannot be read: %s', (address) => {
    expect(readBookView(new URLSearchParams(address))).toEqual({
      requirement: noRequirement,
      order: cheapestFirst,
    });
  });

  it('keeps a long text from a stranger short', () => {
    expect(readBookView(new URLSearchParams({ q: 'x'.repeat(5_000) })).requirement.text).toHaveLength(80);
  });
});
