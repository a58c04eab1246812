import { ChainEstimate } from './chain-estimate';
import { HeardEvents, idOf, type Position, positionOf } from './heard-events';
import { type AsOf, type StreamEvent, type StreamEventName, streamEvents } from './shapes';

/** How the page stands to the index's stream. */
export interface FeedState {
  /** `lost`: for six seconds the chain's clock was not heard, for want of the index or of the chain. */
  readonly kind: 'connecting' | 'live' | 'lost';
  /** The chain's newest slot that the index told of; null before the first word. */
  readonly slot: bigint | null;
  readonly chainUnixS: number | null;
  /** When the index had that from the chain, by `performance.now()`. */
  readonly receivedAtMs: number;
}

/** The part of `EventSource` used here. */
export interface EventStream {
  addEventListener(name: string, listener: (event: { data: string; lastEventId: string }) => void): void;
  onerror: ((event: never) => void) | null;
  close(): void;
}

export interface EventFeedOptions {
  readonly open: (url: string) => EventStream;
  readonly nowMs: () => number;
  /** Runs later; the answer takes it back. */
  readonly later: (run: () => void, ms: number) => () => void;
}

export type FeedListener = (event: StreamEvent) => void;

/** The index tells the chain's clock every two seconds. */
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
  readonly #heard = new HeardEvents();
  #state: FeedState = { kind: 'connecting', slot: null, chainUnixS: null, receivedAtMs: 0 };
  #stream: EventStream | null = null;
  /** Topics of the stream, of which everything since `#since` was or will be told. */
  #topics: readonly string[] = [];
  #since: Position | null = null;
  /** Of the last event that was heard; where the stream goes on. */
  #position: Position | null = null;
  /** Of the oldest answer that was shown since the topics last changed. */
  #oldestAnswer: Position | null = null;
  #resting = false;
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
    this.#regroupSoon();
    return () => {
      this.#followers.delete(listener);
      this.#regroupSoon();
    };
  }

  isFollowed(topic: string): boolean {
    return [...this.#followers.values()].some((topics) => topics.includes(topic));
  }

  /**
   * An answer of this age is shown, so everything after it must be told: the stream begins there, and goes back to there
   * where it began later. What a follower hears twice changes nothing the second time.
   */
  knows({ boot, sequence }: Position): void {
    const answer = { boot, sequence };
    this.#oldestAnswer = olderOf(this.#oldestAnswer, answer);
    if (this.#stream === null || this.#since === null || olderOf(this.#since, answer) !== answer) return;
    this.#position = answer;
    this.#since = answer;
    this.#close();
    this.#open();
  }

  /** Changes that were told and that an answer of this age may not contain. */
  heardAfter(position: Position): readonly StreamEvent[] {
    return this.#heard.after(position);
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

  /** Gives the connection back while nobody looks, for a browser has few of them; `wake` resumes where it was. */
  rest(): void {
    this.#resting = true;
    this.#close();
  }

  wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.#retryMs = firstRetryMs;
    if (this.#topics.length > 0) this.#open();
  }

  #regroupSoon(): void {
    this.#cancelRegroup();
    this.#cancelRegroup = this.#options.later(() => this.#regroup(), regroupMs);
  }

  #regroup(): void {
    const topics = [...new Set([...this.#followers.values()].flat())].sort();
    const added = topics.some((topic) => !this.#topics.includes(topic));
    const oldestAnswer = this.#oldestAnswer;
    this.#oldestAnswer = null;
    if (topics.join() === this.#topics.join() && this.#stream !== null) return;
    if (added) {
      // Of new topics nothing was told since the answers about them were given.
      this.#position = olderOf(this.#position, oldestAnswer);
      this.#since = this.#position;
    }
    this.#topics = topics;
    this.#close();
    if (topics.length > 0 && !this.#resting) this.#open();
  }

  #open(): void {
    const query = this.#topics.map((topic) => `topic=${encodeURIComponent(topic)}`);
    if (this.#position !== null) query.push(`after=${encodeURIComponent(idOf(this.#position))}`);
    const stream = this.#options.open(`/api/stream?${query.join('&')}`);
    this.#stream = stream;
    stream.onerror = () => this.#lose(stream);
    for (const name of Object.keys(streamEvents) as StreamEventName[]) {
      stream.addEventListener(name, ({ data, lastEventId }) => {
        if (this.#stream === stream) this.#hear(name, data, lastEventId);
      });
    }
    this.#expectClock(stream);
  }

  #hear(name: StreamEventName, data: string, id: string): void {
    const event = parseEvent(name, data);
    if (event === null) return;
    const position = positionOf(id);
    if (position !== null) this.#position = position;
    this.#since ??= position;
    if (event.name === 'clock') {
      this.#keepTime(event.data);
      return;
    }
    if (event.name === 'reset') this.#since = position;
    else if (position !== null) this.#heard.add(position, event);
    for (const listener of [...this.#followers.keys()]) listener(event);
  }

  /** The index tells how old its knowledge is where the chain does not answer it. */
  #keepTime({ slot, chain_unix_s, age_s = 0 }: AsOf): void {
    const receivedAtMs = this.#options.nowMs() - age_s * 1_000;
    const chainUnixS = Number(chain_unix_s);
    this.#retryMs = firstRetryMs;
    if (this.#stream !== null) this.#expectClock(this.#stream);
    if (age_s === 0) this.#chain.read(chainUnixS, receivedAtMs);
    this.#become({ kind: age_s === 0 ? 'live' : 'lost', slot, chainUnixS, receivedAtMs });
  }

  #expectClock(stream: EventStream): void {
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

/** The older of two positions of one life; positions of different lives cannot be compared, and the first counts. */
function olderOf(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  return one.boot === other.boot && other.sequence < one.sequence ? other : one;
}

function parseEvent(name: StreamEventName, data: string): StreamEvent | null {
  try {
    return { name, data: streamEvents[name].parse(JSON.parse(data)) } as StreamEvent;
  } catch {
    // A newer index may say more than this page understands; it reads its snapshots all the same.
    return null;
  }
}
