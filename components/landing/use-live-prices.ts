'use client';

import { useEffect, useState } from 'react';

import { type AsOf, type PricePoint } from '@/lib/index-api/shapes';

/** What the page came with. */
export interface FirstPrices {
  readonly as_of: AsOf;
  readonly prices: readonly PricePoint[];
}

/**
 * The newest price of each class: the server's first, then the stream's, whose code comes after the page can be read.
 * Empty when nothing was ever heard.
 */
export function useLivePrices(first: FirstPrices | null): ReadonlyMap<number, PricePoint> {
  const [prices, setPrices] = useState(() => byClass(first?.prices ?? []));
  useEffect(() => {
    let over = false;
    let stop: (() => void) | undefined;
    void import('./follow-prices').then(({ followPrices }) => {
      if (over) return;
      stop = followPrices(first?.as_of ?? null, {
        onAll: (points) => setPrices(byClass(points)),
        onOne: (point) => setPrices((held) => new Map(held).set(point.class_id, point)),
      });
    });
    return () => {
      over = true;
      stop?.();
    };
  }, [first]);
  return prices;
}

function byClass(points: readonly PricePoint[]): ReadonlyMap<number, PricePoint> {
  return new Map(points.map((point) => [point.class_id, point]));
}
