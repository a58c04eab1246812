import { expect, test } from 'vitest';

import { EventFeed, type EventStream } from './event-feed';
import { type StreamEvent } from './shapes';

const genesis_hash = '8T5K9MGVovrPJiXmjLyvq9mApU4NTGkoHcpashQNBt3';
const lease = '4AvUWcdD6hiTrstNSU2yc2EstALe5yX2LBAsvBe7KCHz';

/** A browser in which time passes when told, and the streams that it opened. */
class Tab {
  nowMs = 1_000;
  readonly streams: TestStream[] = [];
  #timers: { readonly atMs: number; readonly run: () => void }[] = [];
  readonly feed = new EventFeed({
    open: (url) => {
      const stream = new TestStream(url);
      this.streams.push(stream);
      return stream;
    },
    nowMs: () => this.nowMs,
    later: (run, ms) => {
      const timer = { atMs: this.nowMs + ms, run };
      this.#timers.push(timer);
      return () => (this.#timers = this.#timers.filter((one) => one !== timer));
    },
  });

  pass(ms: number): void {
    const until = this.nowMs + ms;
    for (;;) {
      const next = this.#timers.sort((one, other) => one.atMs - other.atMs)[0];
      if (next === undefined || next.atMs > until) break;
      this.nowMs = next.atMs;
      this.#timers.shift();
      next.run();
    }
    this.nowMs = until;
  }

  get stream(): TestStream {
    const last = this.streams.at(-1);
    if (last === undefined) throw new Error('no stream was opened');
    return last;
  }
}

class TestStream implements EventStream {
  onerror: (() => void) | null = null;
  closed = false;
  readonly #listeners = new Map<string, (event: { data: string; lastEventId: string }) => void>();

  constructor(readonly url: string) {}

  addEventListener(name: string, listener: (event: { data: string; lastEventId: string }) => void): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.closed = true;
  }

  clock(unixS: number, position = 'life:1', more: object = {}): void {
    const [boot = '', sequence] = position.split(':');
    const data = { boot, sequence: Number(sequence), slot: '7', chain_unix_s: String(unixS), genesis_hash };
    this.tell('clock', { ...data, ...more }, position);
  }

  trade(position: string): void {
    const data = { lease, class_id: 3, price_per_hour_usdc_atoms: '1', gpu_count: 1, unix_s: 5 };
    this.tell('trade', data, position);
  }

  tell(name: string, data: object, lastEventId: string): void {
    this.#listeners.get(name)?.({ data: JSON.stringify(data), lastEventId });
  }
}

function following(tab: Tab, topics: readonly string[] = ['market']): StreamEvent[] {
  const heard: StreamEvent[] = [];
  tab.feed.follow(topics, (event) => heard.push(event));
  tab.pass(100);
  return heard;
}

test('followers share one stream, whose topics are those of all', () => {
  const tab = new Tab();
  tab.feed.follow(['market'], () => undefined);
  tab.feed.follow(['market', `lease:${lease}`], () => undefined);
  tab.pass(100);
  expect(tab.streams.map(({ url }) => url)).toEqual([`/api/stream?topic=lease%3A${lease}&topic=market`]);
});

test('a lost stream is opened again after a growing wait, from the last event on', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100, 'life:41');
  tab.stream.trade('life:42');
  tab.stream.onerror?.();
  expect(tab.feed.state.kind).toBe('lost');
  tab.pass(500);
  expect(tab.stream.url).toContain('after=life%3A42');
  tab.stream.onerror?.();
  tab.pass(999);
  expect(tab.streams).toHaveLength(2);
  tab.pass(1);
  expect(tab.streams).toHaveLength(3);
  tab.stream.clock(101, 'life:42');
  expect(tab.feed.state).toMatchObject({ kind: 'live', slot: 7n, chainUnixS: 101 });
});

test('six seconds without the clock are a loss, though other events come', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100);
  tab.pass(5_000);
  tab.stream.trade('life:2');
  expect(tab.feed.state.kind).toBe('live');
  tab.pass(1_000);
  expect(tab.feed.state).toMatchObject({ kind: 'lost', slot: 7n });
});

test('an index that cannot ask the chain says how old its knowledge is', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100);
  for (const age_s of [28, 30]) {
    tab.pass(4_000);
    tab.stream.clock(100, 'life:1', { age_s });
  }
  expect(tab.feed.state).toMatchObject({ kind: 'lost', receivedAtMs: tab.nowMs - 30_000 });
  expect(tab.streams).toHaveLength(1);
  expect(tab.stream.closed).toBe(false);
  tab.stream.clock(131);
  expect(tab.feed.state.kind).toBe('live');
});

test('the chain’s time goes on by the time that passes here, whatever the clock of the computer says', () => {
  const tab = new Tab();
  expect(tab.feed.chainNow()).toBeNull();
  following(tab);
  tab.stream.clock(1_800_000_000);
  tab.pass(2_500);
  expect(tab.feed.chainNow()).toBeCloseTo(1_800_000_002.5);
});

test('a stream begins where the oldest answer ends', () => {
  const tab = new Tab();
  tab.feed.knows({ boot: 'life', sequence: 12 });
  tab.feed.knows({ boot: 'life', sequence: 9 });
  following(tab);
  expect(tab.stream.url).toContain('after=life%3A9');
});

test('an answer older than a new topic of the stream takes the stream back to it', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100, 'life:20');
  following(tab, [`lease:${lease}`]);
  expect(tab.stream.url).toContain('after=life%3A20');
  tab.feed.knows({ boot: 'life', sequence: 18 });
  expect(tab.stream.url).toContain('after=life%3A18');
  const opened = tab.streams.length;
  tab.feed.knows({ boot: 'life', sequence: 19 });
  expect(tab.streams).toHaveLength(opened);
});

test('what was heard while an answer was on its way can be told again', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100, 'life:4');
  ['life:5', 'life:6', 'life:7'].forEach((position) => tab.stream.trade(position));
  expect(tab.feed.heardAfter({ boot: 'life', sequence: 5 })).toHaveLength(2);
  expect(tab.feed.heardAfter({ boot: 'other', sequence: 5 })).toHaveLength(0);
});

test('a reset is told, and the stream goes on from there', () => {
  const tab = new Tab();
  const heard = following(tab);
  const asOf = { boot: 'next', sequence: 3, slot: '1', chain_unix_s: '5', genesis_hash };
  tab.stream.tell('reset', asOf, 'next:3');
  expect(heard.map(({ name }) => name)).toEqual(['reset']);
  tab.stream.onerror?.();
  tab.pass(500);
  expect(tab.stream.url).toContain('after=next%3A3');
});

test('words that are not understood change nothing', () => {
  const tab = new Tab();
  const heard = following(tab);
  tab.stream.tell('trade', { lease: '<script>' }, 'life:2');
  expect(heard).toEqual([]);
});

test('a page that nobody looks at gives its connection back and resumes', () => {
  const tab = new Tab();
  following(tab);
  tab.stream.clock(100, 'life:5');
  tab.feed.rest();
  expect(tab.stream.closed).toBe(true);
  tab.pass(60_000);
  expect(tab.streams).toHaveLength(1);
  tab.feed.wake();
  expect(tab.stream.url).toContain('after=life%3A5');
});
