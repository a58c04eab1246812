import { type QueryClient } from '@tanstack/react-query';

import { pageFeed } from '@/lib/index-api/page-feed';
import {
  type AsOf,
  type LeaseDetail,
  type LeaseList,
  type LeaseRow,
  type MarketSnapshot,
  type PriceHistory,
  type ProviderDetail,
  type StreamEvent,
} from '@/lib/index-api/shapes';

import { leaseAfter, leasesAfter, marketAfter, pricesAfter, providerAfter } from './apply-event';

/**
 * Keeps what a page read from the index as new as the index: events change the answers in the cache, all of one frame at
 * once, and a stream that lost its place has them read again. Browser only.
 *
 * @param topics `market`, `lease:<address>`, `renter:<address>`, `provider:<address>`
 * @returns a function that stops following
 */
export function followTopics(client: QueryClient, topics: readonly string[]): () => void {
  const waiting: StreamEvent[] = [];
  let frame: number | null = null;
  let over = false;
  const apply = (): void => {
    frame = null;
    for (const event of waiting.splice(0)) applyEvent(client, event);
  };
  for (const [, answer] of client.getQueriesData<{ readonly as_of: AsOf }>({ queryKey: ['index'] })) {
    if (answer !== undefined) pageFeed().knows(answer.as_of);
  }
  const stop = pageFeed().follow(topics, (event) => {
    if (over) return;
    waiting.push(event);
    // A hidden page has no frames, and none is needed to keep its answers right.
    if (document.hidden) return apply();
    frame ??= requestAnimationFrame(apply);
  });
  return () => {
    over = true;
    if (frame !== null) cancelAnimationFrame(frame);
    stop();
  };
}

function applyEvent(client: QueryClient, event: StreamEvent): void {
  if (event.name === 'reset') {
    void client.invalidateQueries({ queryKey: ['index'] });
    return;
  }
  patch<MarketSnapshot>(client, 'market', (market) => marketAfter(market, event));
  patch<PriceHistory>(client, 'prices', (history, [classId]) => pricesAfter(history, Number(classId), event));
  patch<LeaseDetail>(client, 'lease', (detail) => leaseAfter(detail, event));
  patch<LeaseList>(client, 'leases', (list, [party, address]) =>
    leasesAfter(list, theirs(party, address), event),
  );
  patch<ProviderDetail>(client, 'provider', (detail) => providerAfter(detail, event));
}

function patch<Answer>(
  client: QueryClient,
  kind: string,
  change: (answer: Answer, key: readonly unknown[]) => Answer,
): void {
  for (const [key, answer] of client.getQueriesData<Answer>({ queryKey: ['index', kind] })) {
    if (answer === undefined) continue;
    const changed = change(answer, key.slice(2));
    if (changed !== answer) client.setQueryData(key, changed);
  }
}

function theirs(party: unknown, address: unknown): (lease: LeaseRow) => boolean {
  return (lease) => (party === 'renter' ? lease.renter === address : lease.provider === address);
}
