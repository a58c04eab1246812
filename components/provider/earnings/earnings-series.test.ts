import fc from 'fast-check';
import { expect, test } from 'vitest';

import { earningsSeries } from './earnings-series';

test('however payouts fall, the chart shows every atom, in at most 48 spans without holes', () => {
  const payout = fc.record({
    unix_s: fc.integer({ min: 0, max: 4_000_000_000 }),
    usdc_atoms: fc.bigInt(1n, 10n ** 12n),
  });
  fc.assert(
    fc.property(fc.array(payout, { minLength: 1 }), (unordered) => {
      const payouts = [...unordered].sort((left, right) => left.unix_s - right.unix_s);
      const { buckets, bucketSeconds } = earningsSeries(payouts);
      const paid = payouts.reduce((sum, { usdc_atoms }) => sum + usdc_atoms, 0n);
      expect(buckets.length).toBeLessThanOrEqual(48);
      expect(buckets.at(-1)?.total).toBe(paid);
      expect(buckets.reduce((sum, bucket) => sum + bucket.paid, 0n)).toBe(paid);
      buckets.forEach(({ fromUnixS }, index) => {
        expect(fromUnixS).toBe((buckets[0]?.fromUnixS ?? 0) + index * bucketSeconds);
      });
    }),
  );
});

test('nothing paid is an empty series', () => {
  expect(earningsSeries([]).buckets).toEqual([]);
});

test('two payouts in a minute share a bar, three hours apart they are quarters of an hour', () => {
  expect(
    earningsSeries([
      { unix_s: 61, usdc_atoms: 2n },
      { unix_s: 119, usdc_atoms: 3n },
    ]).buckets,
  ).toEqual([{ fromUnixS: 60, paid: 5n, total: 5n }]);
  const apart = earningsSeries([
    { unix_s: 0, usdc_atoms: 2n },
    { unix_s: 10_800, usdc_atoms: 3n },
  ]);
  expect([apart.bucketSeconds, apart.buckets.length]).toEqual([300, 37]);
});

test('a span that would need 49 bars takes the next wider ones', () => {
  const until = (unix_s: number) =>
    earningsSeries([
      { unix_s: 0, usdc_atoms: 1n },
      { unix_s, usdc_atoms: 1n },
    ]);
  expect(until(47 * 60).buckets.length).toBe(48);
  expect(until(48 * 60).bucketSeconds).toBe(300);
});
