'use client';

import { useEffect, useState } from 'react';

import { askIndex } from '@/lib/index-api/client';
import { pageFeed } from '@/lib/index-api/page-feed';
import { priceHistory, type PriceHistory } from '@/lib/index-api/shapes';
import { pricesAfter } from '@/lib/queries/apply-event';

/** `failed` keeps what was read before, if anything. */
export interface PriceReading {
  readonly history: PriceHistory | null;
  readonly failed: boolean;
}

/**
 * The prices of a class: the server's first where the page came with them, then the stream's. It needs no query cache, so
 * that a page which shows nothing else stays light.
 */
export function usePriceHistory(classId: number, first: PriceHistory | null): PriceReading {
  const [reading, setReading] = useState<PriceReading>({ history: first, failed: false });
  useEffect(() => {
    let over = false;
    const readAgain = () =>
      askIndex(`/api/prices?class_id=${classId}`, priceHistory).then(
        (history) => {
          if (!over) setReading({ history, failed: false });
        },
        () => {
          if (!over) setReading(({ history }) => ({ history, failed: true }));
        },
      );
    if (first === null) void readAgain();
    else pageFeed().knows(first.as_of);
    const stop = pageFeed().follow(['market'], (event) => {
      if (event.name === 'reset') void readAgain();
      if (event.name === 'price')
        setReading(({ history, failed }) => ({
          history: history === null ? null : pricesAfter(history, classId, event),
          failed,
        }));
    });
    return () => {
      over = true;
      stop();
    };
  }, [classId, first]);
  return reading;
}
