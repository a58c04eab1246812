import { EventFeed, type FeedState } from './event-feed';

let feed: EventFeed | null = null;

/** The tab's one stream from the index. Browser only. */
export function pageFeed(): EventFeed {
  return (feed ??= openFeed());
}

/** A page that nobody looked at for this long gives its connection back: a browser has six for all tabs of a site. */
const restAfterMs = 5_000;

function openFeed(): EventFeed {
  const opened = new EventFeed({
    open: (url) => new EventSource(url),
    nowMs: () => performance.now(),
    later,
  });
  let cancelRest: () => void = () => undefined;
  document.addEventListener('visibilitychange', () => {
    cancelRest();
    if (document.hidden) cancelRest = later(() => opened.rest(), restAfterMs);
    else opened.wake();
  });
  return opened;
}

function later(run: () => void, ms: number): () => void {
  const timer = window.setTimeout(run, ms);
  return () => window.clearTimeout(timer);
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
