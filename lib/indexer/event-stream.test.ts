import { expect, test } from 'vitest';

import { parseEvents, type ServerEvent } from '@/lib/blobs/event-stream';
import { type AsOf, type Trade } from '@/lib/index-api/shapes';

import { ChangeLog } from './change-log';
import { type EventStreamRequest, openEventStream, type Told } from './event-stream';
import { OpenStreams } from './open-streams';

const lease = '4AvUWcdD6hiTrstNSU2yc2EstALe5yX2LBAsvBe7KCHz';

function told(kept?: number): Told & { readonly trade: (atoms: bigint, topic?: string) => void } {
  const log = new ChangeLog(kept);
  return {
    log,
    get asOf(): AsOf {
      const { boot, sequence } = log;
      return { boot, sequence, slot: 9n, chain_unix_s: 5n, genesis_hash: lease };
    },
    onClock: () => () => undefined,
    trade: (atoms, topic = 'market') => {
      const data: Trade = { lease, class_id: 3, price_per_hour_usdc_atoms: atoms, gpu_count: 1, unix_s: 5 };
      log.record([topic], { name: 'trade', data });
    },
  };
}

function request(changes: Partial<EventStreamRequest> = {}): EventStreamRequest {
  return {
    topics: new Set(['market']),
    after: null,
    reader: 'reader',
    signal: new AbortController().signal,
    onReplaced: () => () => undefined,
    ...changes,
  };
}

const admission = (perReader = 10): OpenStreams => new OpenStreams({ inAll: 10, perReader });

/** Events up to the clock that ends the beginning of every stream. */
async function beginning(stream: ReadableStream<Uint8Array> | null): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of parseEvents(stream)) {
    if (event.event === 'clock') return events;
    events.push(event);
  }
  throw new Error('the stream ended');
}

const prices = (events: readonly ServerEvent[]): readonly unknown[] =>
  events.map(({ data }) => Reflect.get(JSON.parse(data) as object, 'price_per_hour_usdc_atoms'));

test('whoever comes back hears exactly what was missed, in order, once', async () => {
  const index = told();
  [1n, 2n, 3n].forEach((atoms) => index.trade(atoms));
  index.trade(99n, 'class:4');
  index.trade(4n);
  const events = await beginning(
    openEventStream(index, request({ after: `${index.log.boot}:2` }), admission()),
  );
  expect(prices(events)).toEqual(['3', '4']);
  expect(events.map(({ id }) => id)).toEqual([`${index.log.boot}:3`, `${index.log.boot}:5`]);
});

test('a position that is forgotten, or of another life, or of the future, is answered by a reset', async () => {
  const index = told(5);
  for (let atoms = 1n; atoms <= 20n; atoms += 1n) index.trade(atoms);
  for (const after of [`${index.log.boot}:1`, 'another:20', `${index.log.boot}:21`, 'nonsense']) {
    const events = await beginning(openEventStream(index, request({ after }), admission()));
    expect(events.map(({ event, id }) => [event, id])).toEqual([['reset', `${index.log.boot}:20`]]);
  }
});

test('a reader without a position hears of what happens from now on', async () => {
  const index = told();
  index.trade(1n);
  const stream = openEventStream(index, request(), admission());
  index.trade(2n);
  const heard: unknown[] = [];
  for await (const { event, data } of parseEvents(stream)) {
    if (event === 'trade') heard.push(...prices([{ event, data }]));
    if (heard.length === 1) break;
  }
  expect(heard).toEqual(['2']);
});

test('a reader that does not read is dropped, and its place is free', async () => {
  const index = told();
  const places = admission(1);
  const stream = openEventStream(index, request(), places);
  expect(openEventStream(index, request(), places)).toBeNull();
  for (let count = 0; count < 20_000; count += 1) index.trade(1n);
  expect(places.inAll).toBe(0);
  expect(index.log.isFollowed(['market'])).toBe(false);
  let bytes = 0;
  for await (const chunk of stream ?? []) bytes += chunk.byteLength;
  expect(bytes).toBeLessThan(2 << 20);
});

test('a reader that leaves costs nothing any more', async () => {
  const index = told();
  const places = admission();
  const gone = new AbortController();
  openEventStream(index, request({ signal: gone.signal }), places);
  await openEventStream(index, request(), places)?.cancel();
  gone.abort();
  expect(places.inAll).toBe(0);
  expect(index.log.isFollowed(['market'])).toBe(false);
});

test('a chain that was replaced ends the stream', async () => {
  const replaced: (() => void)[] = [];
  const onReplaced = (listener: () => void) => {
    replaced.push(listener);
    return () => undefined;
  };
  const stream = openEventStream(told(), request({ onReplaced }), admission());
  replaced.forEach((listener) => listener());
  const events: string[] = [];
  for await (const { event } of parseEvents(stream)) events.push(event);
  expect(events).toEqual(['clock']);
});
