import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { heartbeat } from '@/lib/actions/heartbeat';
import { heartbeatLeases, heartbeatLeasesMax } from '@/lib/actions/heartbeat-leases';
import { settleLeases, settleLeasesMax } from '@/lib/actions/settle-leases';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { decodeEvent } from '@/lib/pyronet/replay/event';
import { eventLayouts } from '@/lib/pyronet/replay/event-layouts';
import { readEventLog } from '@/lib/pyronet/replay/event-log';
import { Replay } from '@/lib/pyronet/replay/replay';

import { type Outcome } from '../testing/chain';
import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf } from '../testing/expectation';
import { openMarket } from '../testing/market';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter } from '../testing/renter';

const source = readFileSync(new URL('../interface/src/event.rs', import.meta.url), 'utf8');
const page = readFileSync(new URL('../../../docs/protocol/events.md', import.meta.url), 'utf8');

/** Name, discriminator and fields as the Rust source asserts them; what is named zero carries nothing. */
function declared(): Record<string, { discriminator: number; fields: Record<string, [string, number]> }> {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const events = source.matchAll(/^ {4}(\w+) = (\d+) \{\n([\s\S]*?)^ {4}\}/gm);
  return Object.fromEntries(
    [...events].map(([, name = '', discriminator, body = '']) => {
      const fields = [...body.matchAll(/^ {8}(\w+): ([^=]+) = (\d+),$/gm)]
        .filter(([, field = '']) => !field.startsWith('zero'))
        .map(([, field = '', type = '', at]) => [camel(field), [type, Number(at)]] as const);
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      return [key, { discriminator: Number(discriminator), fields: Object.fromEntries(fields) }];
    }),
  ) as ReturnType<typeof declared>;
}

test('the decoder knows every event of the program at its offsets', () => {
  expect(Object.keys(declared()).length).toBeGreaterThan(30);
  expect(eventLayouts).toEqual(declared());
});

test('the documentation has every event with its fields and offsets', () => {
  for (const [name, { discriminator, fields }] of Object.entries(declared())) {
    const row = page.split('\n').find((line) => line.startsWith(`| ${String(discriminator)} `));
    expect(row, name).toContain(name.charAt(0).toUpperCase() + name.slice(1));
    for (const [field, [type, at]] of Object.entries(fields)) {
      const snake = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(row, name).toContain(`${snake} ${type} @${String(at)}`);
    }
  }
});

test('an event of a version that is not known is left out, as is one of another program', () => {
  const words = [0x0f01n, 1n, 2n, 3n, 0n];
  expect(decodeEvent([0x020fn, 1n, 2n, 3n, 0n])).toBeUndefined();
  expect(decodeEvent([0x01ffn, 1n, 2n, 3n, 0n])).toBeUndefined();
  const line = `Program log: ${[0x010fn, ...words.slice(1)].map((word) => `0x${word.toString(16)}`).join(', ')}`;
  const other = 'ComputeBudget111111111111111111111111111111';
  const inside = (program: string) => [`Program ${program} invoke [1]`, line, `Program ${program} success`];
  expect(readEventLog(inside(other)).invocations).toEqual([]);
  const ours = readEventLog(inside(PYRONET_PROGRAM_ADDRESS)).invocations;
  expect(ours).toMatchObject([
    [{ name: 'leaseStarted', fields: { startedAt: 1n, endAt: 2n, liveUntil: 3n } }],
  ]);
  const called = [
    `Program ${PYRONET_PROGRAM_ADDRESS} invoke [1]`,
    ...inside(other).map((text) => text.replace('[1]', '[2]')),
    `Program ${PYRONET_PROGRAM_ADDRESS} success`,
  ];
  expect(readEventLog(called).invocations).toEqual([[]]);
});

test('a log that was cut off says so, and the replay refuses to guess', () => {
  const cut = [`Program ${PYRONET_PROGRAM_ADDRESS} invoke [1]`, 'Log truncated'];
  expect(readEventLog(cut)).toEqual({ invocations: [[]], truncated: true });
  expect(() => new Replay().apply({ instructions: [], logs: cut, slot: 1n })).toThrow(RangeError);
});

/** Bytes of log that a node keeps for a transaction. */
const nodesKeep = 10_000;

const bytesOf = ({ logs }: Outcome) => logs.reduce((bytes, line) => bytes + line.length, 0);

async function runningFleet(count: number) {
  const market = await openMarket();
  const provider = await joinAsProvider(market, { terms: { gpuCount: count } });
  const renter = await joinAsRenter(market);
  const deals: Deal[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { deal, outcome } = await openDeal(market, provider, renter, { nonce: 1_000n * BigInt(index) });
    confirmed(outcome);
    confirmed(await deal.start());
    deals.push(deal);
  }
  return { market, provider, deals };
}

/** The places among its accounts that events of this name in the only instruction speak of. */
function placesIn({ logs }: Outcome, name: 'leaseCovered' | 'leaseSettled'): readonly number[] {
  const events = readEventLog(logs).invocations.flat();
  return events.flatMap((event) => (event.name === name ? [Number(event.fields.place)] : []));
}

test('a heartbeat for many says of which lease each event is, and fits into its log', async () => {
  const { market, provider, deals } = await runningFleet(heartbeatLeasesMax);
  const [passedOver] = deals;
  if (passedOver === undefined) throw new Error('the fleet is empty');
  confirmed(await passedOver.stop());
  market.chain.passSeconds(601n);
  const leases = deals.map(({ address }) => address);
  const { worker, address } = provider;
  const plan = valueOf(heartbeatLeases({ worker, provider: address, leases }));
  const outcome = await market.send(plan.instructions);
  confirmed(outcome);
  expect(placesIn(outcome, 'leaseCovered')).toEqual(deals.slice(1).map((_, index) => 3 + index));
  expect(bytesOf(outcome)).toBeLessThan(nodesKeep);
});

test('settling many says of which lease each event is, and fits into its log', async () => {
  const { market, deals } = await runningFleet(settleLeasesMax);
  for (const deal of deals.slice(1)) confirmed(await deal.stop());
  market.chain.passSeconds(601n);
  const entries = deals.map(({ lease }) => ({ lease }));
  const outcome = await market.send(valueOf(settleLeases({ cranker: market.relayer, entries })).instructions);
  confirmed(outcome);
  expect(placesIn(outcome, 'leaseSettled')).toEqual(deals.slice(1).map((_, index) => 7 + 3 * index));
  expect(bytesOf(outcome)).toBeLessThan(nodesKeep);
});

test('as many heartbeats as fit into a transaction fit into its log', async () => {
  const { market, provider, deals } = await runningFleet(26);
  market.chain.passSeconds(50n);
  const beats = deals.flatMap(({ lease }) => {
    const plan = heartbeat({ worker: provider.worker, provider: provider.address, lease });
    return plan.ok ? plan.value.instructions : [];
  });
  expect(beats).toHaveLength(26);
  const outcome = await market.send(beats, provider.worker);
  confirmed(outcome);
  const { invocations, truncated } = readEventLog(outcome.logs);
  expect(truncated).toBe(false);
  expect(bytesOf(outcome)).toBeLessThan(nodesKeep);
  expect(invocations.map((events) => events.length)).toEqual(deals.map(() => 1));
});

test('a replay that begins too late says what it was not told of', async () => {
  const market = await openMarket();
  const provider = await joinAsProvider(market);
  const { deal } = await openDeal(market, provider, await joinAsRenter(market));
  const replay = new Replay();
  const outcome = await deal.start();
  const plan = heartbeat({ worker: provider.worker, provider: provider.address, lease: deal.lease });
  const instructions = plan.ok ? plan.value.instructions : [];
  expect(() => replay.apply({ instructions, logs: outcome.logs, slot: 1n })).toThrow(RangeError);
});
