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
import { topicsOf } from './heard';

/**
 * Keeps what a page read from the index as new as the index: events change the answers in the cache, all of one frame at
 * once, and a stream that lost its place has them read again. Browser only.
 *
 * @param topics `market`, `class:<id>`, `lease:<address>`, `renter:<address>`, `provider:<address>`
 * @returns a function that stops following
 */
export function followTopics(client: QueryClient, topics: readonly string[]): () => void {
  const feed = pageFeed();
  const waiting: StreamEvent[] = [];
  let frame: number | null = null;
  const apply = (): void => {
    frame = null;
    applyEvents(client, waiting.splice(0));
  };
  tellAges(client, new Set(topics.filter((topic) => !feed.isFollowed(topic))));
  const stop = feed.follow(topics, (event) => {
    waiting.push(event);
    if (frame !== null) return;
    // A hidden page has no frames, and none is needed to keep its answers right.
    if (document.hidden) apply();
    else frame = requestAnimationFrame(apply);
  });
  return () => {
    stop();
    if (frame !== null) cancelAnimationFrame(frame);
    // What was heard is not told again.
    if (waiting.length > 0) apply();
  };
}

/** The stream must begin where the answers end that nobody kept fresh until now. */
function tellAges(client: QueryClient, newTopics: ReadonlySet<string>): void {
  for (const [key, answer] of client.getQueriesData<{ readonly as_of: AsOf }>({ queryKey: ['index'] })) {
    if (answer !== undefined && topicsOf(key).some((topic) => newTopics.has(topic)))
      pageFeed().knows(answer.as_of);
  }
}

function applyEvents(client: QueryClient, events: readonly StreamEvent[]): void {
  patch<MarketSnapshot>(client, 'market', (market) => events.reduce(marketAfter, market));
  patch<PriceHistory>(client, 'prices', (history, [classId]) =>
    events.reduce((before, event) => pricesAfter(before, Number(classId), event), history),
  );
  patch<LeaseDetail>(client, 'lease', (detail) => events.reduce(leaseAfter, detail));
  patch<LeaseList>(client, 'leases', (list, [party, address]) =>
    events.reduce((before, event) => leasesAfter(before, theirs(party, address), event), list),
  );
  patch<ProviderDetail>(client, 'provider', (detail) => events.reduce(providerAfter, detail));
  if (events.some(({ name }) => name === 'reset')) readAllAgain(client);
}

/** What is shown is read again at once; what is not is forgotten, so that a later page does not begin with it. */
function readAllAgain(client: QueryClient): void {
  client.removeQueries({ queryKey: ['index'], type: 'inactive' });
  void client.invalidateQueries({ queryKey: ['index'] });
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
