'use client';

import { useEffect, useState } from 'react';

import { askIndex } from '@/lib/index-api/client';
import { pageFeed } from '@/lib/index-api/page-feed';
import { type AsOf, marketSnapshot, type PricePoint } from '@/lib/index-api/shapes';

/** What the page came with. */
export interface FirstPrices {
  readonly as_of: AsOf;
  readonly prices: readonly PricePoint[];
}

/** The newest price of each class: the server's first, then the stream's. Empty when nothing was ever heard. */
export function useLivePrices(first: FirstPrices | null): ReadonlyMap<number, PricePoint> {
  const [prices, setPrices] = useState(() => byClass(first?.prices ?? []));
  useEffect(() => {
    let over = false;
    const readAgain = () =>
      askIndex('/api/market', marketSnapshot).then(
        (market) => {
          if (!over) setPrices(byClass(market.prices));
        },
        // The feed says that the connection is lost; its next reset reads again.
        () => undefined,
      );
    if (first === null) void readAgain();
    else pageFeed().knows(first.as_of);
    const stop = pageFeed().follow(['market'], (event) => {
      if (event.name === 'reset') void readAgain();
      if (event.name === 'price') setPrices((held) => new Map(held).set(event.data.class_id, event.data));
    });
    return () => {
      over = true;
      stop();
    };
  }, [first]);
  return prices;
}

function byClass(points: readonly PricePoint[]): ReadonlyMap<number, PricePoint> {
  return new Map(points.map((point) => [point.class_id, point]));
}
