import { expect, test } from 'vitest';

import { type AsOf, type MarketSnapshot, type PricePoint, type StreamEvent } from '@/lib/index-api/shapes';
import { offerRow } from '@/lib/matching/testing/offer-row';

import { marketAfter, pricesAfter } from './apply-event';
import { topicsOf } from './heard';
import { queryKeys } from './index-queries';

const address = 'J3dxNj7nDRRqRRXuEMynDG57DkZK4jYRuv3Garmb1i99';
const asOf: AsOf = { boot: 'life', sequence: 1, slot: 5n, chain_unix_s: 9n, genesis_hash: address };
const point = (unix_s: number, gpus_free: number): PricePoint => ({
  class_id: 3,
  unix_s,
  lowest_per_hour_usdc_atoms: 5n,
  median_per_hour_usdc_atoms: 5n,
  gpus_free,
  gpus_listed: 9,
  local_only: false,
});
const market: MarketSnapshot = {
  as_of: asOf,
  classes: [],
  offers: [offerRow({ slot: 5n, gpu_free: 5 })],
  prices: [point(100, 5)],
  trades: [],
};
const after = (...events: StreamEvent[]): MarketSnapshot => events.reduce(marketAfter, market);

test('an older state never replaces a newer one, and changes nothing that is shown', () => {
  expect(after({ name: 'offer', data: offerRow({ slot: 4n, gpu_free: 1 }) })).toBe(market);
  expect(after({ name: 'offer-gone', data: { address, slot: 4n } }).offers).toHaveLength(1);
  expect(after({ name: 'price', data: point(99, 1) }).prices).toEqual([point(100, 5)]);
});

test('a newer state does', () => {
  expect(after({ name: 'offer', data: offerRow({ slot: 6n, gpu_free: 1 }) }).offers[0]?.gpu_free).toBe(1);
  expect(after({ name: 'offer-gone', data: { address, slot: 6n } }).offers).toEqual([]);
  expect(after({ name: 'price', data: point(101, 1) }).prices).toEqual([point(101, 1)]);
});

test('what is told twice is the same as told once', () => {
  const events: readonly StreamEvent[] = [
    { name: 'offer', data: offerRow({ slot: 6n, gpu_free: 1 }) },
    {
      name: 'trade',
      data: { lease: address, class_id: 3, price_per_hour_usdc_atoms: 5n, gpu_count: 1, unix_s: 100 },
    },
    { name: 'price', data: point(101, 1) },
    { name: 'offer-gone', data: { address, slot: 7n } },
  ];
  expect(after(...events, ...events)).toEqual(after(...events));
});

test('a price history grows at its end, and one second has one point', () => {
  const history = { as_of: asOf, points: [point(100, 5)] };
  const told = (one: PricePoint) => pricesAfter(history, 3, { name: 'price', data: one }).points;
  expect(told(point(99, 1))).toEqual([point(100, 5)]);
  expect(told(point(100, 1))).toEqual([point(100, 1)]);
  expect(told(point(110, 1))).toEqual([point(100, 5), point(110, 1)]);
  expect(told({ ...point(110, 1), class_id: 4 })).toEqual([point(100, 5)]);
});

test('every key names the topics that keep its answer fresh', () => {
  expect(topicsOf(queryKeys.market())).toEqual(['market']);
  expect(topicsOf(queryKeys.prices(3))).toEqual(['market', 'class:3']);
  expect(topicsOf(queryKeys.lease(address))).toEqual([`lease:${address}`]);
  expect(topicsOf(queryKeys.leases({ renter: address }))).toEqual([`renter:${address}`]);
  expect(topicsOf(queryKeys.leases({ provider: address }))).toEqual([`provider:${address}`]);
  expect(topicsOf(queryKeys.provider(address))).toEqual([`provider:${address}`]);
  expect(topicsOf(['rent-terms', 'offer', 'renter'])).toEqual([]);
});
