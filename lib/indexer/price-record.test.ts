import { expect, test } from 'vitest';

import { type OfferRow } from '@/lib/index-api/shapes';
import { offerRow } from '@/lib/matching/testing/offer-row';

import { pricePointOf, PriceRecord } from './price-record';

const now = 1_800_000_000n;
const open = (changes: Partial<OfferRow>): OfferRow =>
  offerRow({
    class_id: 3,
    gpu_free: 1,
    run: true,
    live_until_unix_s: now + 60n,
    local_only: false,
    ...changes,
  });

test('a price is what can be paid now: no silent provider, no taken machine, the raise that holds', () => {
  const rows = [
    open({ price_per_hour_usdc_atoms: 100n, live_until_unix_s: now }),
    open({ price_per_hour_usdc_atoms: 200n, gpu_free: 0 }),
    open({
      price_per_hour_usdc_atoms: 300n,
      pending_price_per_hour_usdc_atoms: 350n,
      pending_from_unix_s: now,
    }),
    open({ price_per_hour_usdc_atoms: 400n }),
  ];
  expect(pricePointOf(3, rows, now)).toMatchObject({
    lowest_per_hour_usdc_atoms: 350n,
    median_per_hour_usdc_atoms: 350n,
    gpus_free: 2,
  });
});

test('demo machines never mix into the prices of others', () => {
  const demo = open({ price_per_hour_usdc_atoms: 1n, local_only: true });
  const other = open({ price_per_hour_usdc_atoms: 500n });
  expect(pricePointOf(3, [demo, other], now)).toMatchObject({
    lowest_per_hour_usdc_atoms: 500n,
    local_only: false,
  });
  expect(pricePointOf(3, [demo], now)).toMatchObject({ lowest_per_hour_usdc_atoms: 1n, local_only: true });
});

test('a class of which nothing can be taken has no price', () => {
  expect(pricePointOf(3, [], now)).toMatchObject({
    lowest_per_hour_usdc_atoms: null,
    median_per_hour_usdc_atoms: null,
    gpus_free: 0,
  });
});

test('a figure that did not change is kept only when time is to be shown', () => {
  const record = new PriceRecord();
  const rows = [open({})];
  expect(record.sample(3, rows, now, false)).not.toBeNull();
  expect(record.sample(3, rows, now + 1n, false)).toBeNull();
  expect(record.sample(3, rows, now + 2n, true)).not.toBeNull();
  expect(record.history(3).map(({ unix_s }) => unix_s)).toEqual([Number(now), Number(now) + 2]);
});

test('prices that always change fit in memory, densest where they are newest', () => {
  const record = new PriceRecord();
  const take = (at: number): void => {
    const price = { price_per_hour_usdc_atoms: BigInt(at), live_until_unix_s: 2n * now };
    record.sample(3, [open(price)], now + BigInt(at), false);
  };
  const days = 9 * 86_400;
  for (let at = 0; at < days; at += 20) take(at);
  for (let at = days; at < days + 3_600; at += 1) take(at);
  const last = days + 3_599;
  const ages = record.history(3).map(({ unix_s }) => last - (unix_s - Number(now)));
  expect(ages.length).toBeLessThan(4_400);
  expect(ages.slice(-600)).toEqual(Array.from({ length: 600 }, (_, index) => 599 - index));
  expect(ages.filter((age) => age > 3 * 86_400 && age <= 4 * 86_400)).toHaveLength(288);
  expect(Math.max(...ages)).toBeLessThan(7 * 86_400 + 1_000);
});
