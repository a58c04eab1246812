import { pageFeed } from '@/lib/index-api/page-feed';
import { type AsOf, type StreamEvent } from '@/lib/index-api/shapes';

/** Topics whose events change the answer with this key of `queryKeys`. */
export function topicsOf(queryKey: readonly unknown[]): readonly string[] {
  const [, kind, ...rest] = queryKey;
  switch (kind) {
    case 'market':
      return ['market'];
    case 'prices':
      return ['market', `class:${String(rest[0])}`];
    case 'leases':
      return [`${String(rest[0])}:${String(rest[1])}`];
    case 'lease':
    case 'provider':
      return [`${kind}:${String(rest[0])}`];
    default:
      return [];
  }
}

/**
 * An answer as of now: with what the stream told while it was on its way. Events whose answer was not there yet would
 * otherwise be lost, and an answer that overtakes none would take a page back in time.
 */
export function withHeard<Answer extends { readonly as_of: AsOf }>(
  answer: Answer,
  topics: readonly string[],
  after: (answer: Answer, event: StreamEvent) => Answer,
): Answer {
  const feed = pageFeed();
  if (topics.some((topic) => feed.isFollowed(topic))) feed.knows(answer.as_of);
  return feed.heardAfter(answer.as_of).reduce(after, answer);
}
