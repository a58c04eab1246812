import { describe, expect, test } from 'vitest';

import { matchableFrom, pricePaid } from './order-price';

const prices = { startPrice: 100n, limitPrice: 250n, climbPerSlot: 40n, startSlot: 1_000n };

describe('what an order pays', () => {
  test('climbs slot by slot from its start to its limit', () => {
    expect([990n, 1_000n, 1_001n, 1_003n, 1_004n, 9_999n].map((slot) => pricePaid(prices, slot))).toEqual([
      100n,
      100n,
      140n,
      220n,
      250n,
      250n,
    ]);
  });

  test.each([
    [90n, 1_000n],
    [100n, 1_000n],
    [101n, 1_001n],
    [140n, 1_001n],
    [141n, 1_002n],
    [250n, 1_004n],
  ])('reaches an ask of %s at slot %s and not before', (ask, slot) => {
    expect(matchableFrom(prices, ask)).toBe(slot);
    expect(pricePaid(prices, slot)).toBeGreaterThanOrEqual(ask);
    if (ask > prices.startPrice) expect(pricePaid(prices, slot - 1n)).toBeLessThan(ask);
  });

  test('never reaches an ask above its limit', () => {
    expect(matchableFrom(prices, 251n)).toBeNull();
  });
});
