import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { heartbeat } from '@/lib/actions/heartbeat';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { decodeEvent } from '@/lib/pyronet/replay/event';
import { eventLayouts } from '@/lib/pyronet/replay/event-layouts';
import { readEventLog } from '@/lib/pyronet/replay/event-log';
import { Replay } from '@/lib/pyronet/replay/replay';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed } from '../testing/expectation';
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

test('as many heartbeats as fit into a transaction fit into its log', async () => {
  const market = await openMarket();
  const provider = await joinAsProvider(market, { terms: { gpuCount: 26 } });
  const renter = await joinAsRenter(market);
  const deals: Deal[] = [];
  for (let index = 0n; index < 26n; index += 1n) {
    const { deal, outcome } = await openDeal(market, provider, renter, { nonce: 1_000n * (index + 1n) });
    confirmed(outcome);
    confirmed(await deal.start());
    deals.push(deal);
  }
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
  const nodesKeep = 10_000;
  expect(outcome.logs.reduce((bytes, line) => bytes + line.length, 0)).toBeLessThan(nodesKeep);
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
