import { askIndex } from '@/lib/index-api/client';
import { pageFeed } from '@/lib/index-api/page-feed';
import { type AsOf, marketSnapshot, type PricePoint } from '@/lib/index-api/shapes';

export interface PriceListener {
  /** All prices, read anew. */
  readonly onAll: (points: readonly PricePoint[]) => void;
  readonly onOne: (point: PricePoint) => void;
}

/** Follows the newest price of each class from an answer on (null reads one first). Returns how to stop. */
export function followPrices(from: AsOf | null, { onAll, onOne }: PriceListener): () => void {
  let over = false;
  const readAgain = () =>
    askIndex('/api/market', marketSnapshot).then(
      (market) => {
        if (!over) onAll(market.prices);
      },
      // The feed says that the connection is lost; its next reset reads again.
      () => undefined,
    );
  if (from === null) void readAgain();
  else pageFeed().knows(from);
  const stop = pageFeed().follow(['market'], (event) => {
    if (event.name === 'reset') void readAgain();
    if (event.name === 'price') onOne(event.data);
  });
  return () => {
    over = true;
    stop();
  };
}
