import { describe, expect, it } from 'vitest';

import { noRequirement } from '@/lib/matching/requirement';
import { cheapestFirst } from '@/lib/matching/sort-offers';
import { offerRow } from '@/lib/matching/testing/offer-row';

import { fitForPage } from './first-market';

function marketOf(offers: number) {
  return {
    as_of: { boot: 'b', sequence: 1, slot: 1n, chain_unix_s: 1_000n, genesis_hash: 'g' },
    classes: [],
    offers: Array.from({ length: offers }, (_, index) =>
      offerRow({
        address: `offer${index}`,
        class_id: index % 2 === 0 ? 3 : 8,
        price_per_hour_usdc_atoms: BigInt(offers - index),
      }),
    ),
    prices: [],
    trades: [],
  };
}

describe('the market that a page carries', () => {
  it('is all of it while that is little', () => {
    const market = marketOf(5);
    expect(fitForPage(market, { requirement: noRequirement, order: cheapestFirst })).toEqual({
      market,
      complete: true,
    });
  });

  it('is what the visitor sees first of a long book, and says that there is more', () => {
    const requirement = { ...noRequirement, classIds: [8] };
    const first = fitForPage(marketOf(1_000), { requirement, order: cheapestFirst });
    expect(first.complete).toBe(false);
    expect(first.market.offers).toHaveLength(120);
    expect(first.market.offers[0]).toMatchObject({ class_id: 8, price_per_hour_usdc_atoms: 1n });
  });
});
