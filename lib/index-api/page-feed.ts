import { EventFeed, type FeedState } from './event-feed';

let feed: EventFeed | null = null;

/** The tab's one stream from the index. Browser only. */
export function pageFeed(): EventFeed {
  feed ??= new EventFeed({
    open: (url) => new EventSource(url),
    nowMs: () => performance.now(),
    later: (run, ms) => {
      const timer = window.setTimeout(run, ms);
      return () => window.clearTimeout(timer);
    },
  });
  return feed;
}

/** Unix seconds by the chain's clock, whatever the clock of this computer says; null before the index has spoken. */
export function chainNow(): number | null {
  return feed?.chainNow() ?? null;
}

const unheard: FeedState = { kind: 'connecting', slot: null, chainUnixS: null, receivedAtMs: 0 };

/** For `useSyncExternalStore`. */
export const feedStore = {
  subscribe: (watcher: () => void) => pageFeed().watch(watcher),
  read: (): FeedState => pageFeed().state,
  readOnServer: (): FeedState => unheard,
};
