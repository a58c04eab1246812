import { ChainEstimate } from './chain-estimate';
import { type AsOf, type StreamEvent, type StreamEventName, streamEvents } from './shapes';

/** How the page stands to the index's stream. */
export interface FeedState {
  readonly kind: 'connecting' | 'live' | 'lost';
  /** The chain's newest slot that the index told of; null before the first word. */
  readonly slot: bigint | null;
  readonly chainUnixS: number | null;
  /** When that was, by `performance.now()`. */
  readonly receivedAtMs: number;
}

/** The part of `EventSource` used here. */
export interface EventStream {
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void): void;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface EventFeedOptions {
  readonly open: (url: string) => EventStream;
  readonly nowMs: () => number;
  /** Runs later; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void;
}

export type FeedListener = (event: StreamEvent) => void;

/** Silence after which a stream counts as lost; the index speaks every two seconds. */
const silenceMs = 6_000;
const firstRetryMs = 500;
const lastRetryMs = 8_000;
/** Followers that come and go together, as when a page changes, change the stream once. */
const regroupMs = 50;

/** One stream of a tab for all that follow something; it outlives its connections and resumes where it was. */
export class EventFeed {
  readonly #options: EventFeedOptions;
  readonly #followers = new Map<FeedListener, readonly string[]>();
  readonly #watchers = new Set<() => void>();
  readonly #chain = new ChainEstimate();
  #state: FeedState = { kind: 'connecting', slot: null, chainUnixS: null, receivedAtMs: 0 };
  #stream: EventStream | null = null;
  #topics = '';
  #lastId: string | null = null;
  #retryMs = firstRetryMs;
  #cancelRetry: () => void = () => undefined;
  #cancelSilence: () => void = () => undefined;
  #cancelRegroup: () => void = () => undefined;

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  /** Follows topics until the answer is called. After `reset` whatever was read before may be old. */
  follow(topics: readonly string[], listener: FeedListener): () => void {
    this.#followers.set(listener, topics);
    this.#regroup();
    return () => {
      this.#followers.delete(listener);
      this.#regroup();
    };
  }

  /** A snapshot of this age was read, so the stream may begin after it instead of with a `reset`. */
  knows({ boot, sequence }: AsOf): void {
    this.#lastId ??= `${boot}:${sequence}`;
  }

  get state(): FeedState {
    return this.#state;
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Unix seconds by the chain's clock, with fractions; null before the index has spoken. */
  chainNow(): number | null {
    return this.#chain.at(this.#options.nowMs());
  }

  #regroup(): void {
    this.#cancelRegroup();
    this.#cancelRegroup = this.#options.later(() => {
      const topics = [...new Set([...this.#followers.values()].flat())].sort().join(' ');
      if (topics === this.#topics && this.#stream !== null) return;
      this.#topics = topics;
      this.#close();
      if (this.#followers.size > 0) this.#open();
    }, regroupMs);
  }

  #open(): void {
    const query = this.#topics
      .split(' ')
      .filter((topic) => topic !== '')
      .map((topic) => `topic=${encodeURIComponent(topic)}`);
    if (this.#lastId !== null) query.push(`after=${encodeURIComponent(this.#lastId)}`);
    const stream = this.#options.open(`/api/stream?${query.join('&')}`);
    this.#stream = stream;
    stream.onerror = () => this.#lose(stream);
    for (const name of Object.keys(streamEvents) as StreamEventName[]) {
      stream.addEventListener(name, ({ data, lastEventId }) => {
        if (this.#stream === stream) this.#hear(name, data, lastEventId);
      });
    }
    this.#expectWord(stream);
  }

  #hear(name: StreamEventName, data: string, id: string): void {
    const event = parseEvent(name, data);
    if (event === null) return;
    if (id !== '') this.#lastId = id;
    if (event.name === 'clock' || event.name === 'reset') this.#keepTime(event.data);
    if (this.#stream !== null) this.#expectWord(this.#stream);
    this.#retryMs = firstRetryMs;
    if (event.name === 'clock') return;
    for (const listener of [...this.#followers.keys()]) listener(event);
  }

  #keepTime({ slot, chain_unix_s }: AsOf): void {
    const receivedAtMs = this.#options.nowMs();
    const chainUnixS = Number(chain_unix_s);
    this.#chain.read(chainUnixS, receivedAtMs);
    this.#become({ kind: 'live', slot, chainUnixS, receivedAtMs });
  }

  #expectWord(stream: EventStream): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#options.later(() => this.#lose(stream), silenceMs);
  }

  #lose(stream: EventStream): void {
    if (this.#stream !== stream) return;
    this.#close();
    this.#become({ ...this.#state, kind: 'lost' });
    this.#cancelRetry = this.#options.later(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
  }

  #close(): void {
    this.#cancelSilence();
    this.#cancelRetry();
    this.#stream?.close();
    this.#stream = null;
  }

  #become(state: FeedState): void {
    this.#state = state;
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function parseEvent(name: StreamEventName, data: string): StreamEvent | null {
  try {
    return { name, data: streamEvents[name].parse(JSON.parse(data)) } as StreamEvent;
  } catch {
    // A newer index may say more than this page understands; it reads its snapshots all the same.
    return null;
  }
}
