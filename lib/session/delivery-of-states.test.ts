import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sha256FromBytes, sha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { type ComputedSegment, type Engine, type JobFiles, type JobPlan } from '@/lib/engine/engine';
import { leafOf } from '@/lib/engine/segment-commitment';
import { WASM_ENGINE_FILE } from '@/lib/engine/open-engine';
import { openWasmEngine } from '@/lib/engine/wasm';

import { Delivery, type DeliveryOptions } from './delivery';

let engine: Engine;
let files: JobFiles;
let plan: JobPlan;
let segments: ComputedSegment[];

beforeAll(async () => {
  engine = await openWasmEngine(readFileSync(WASM_ENGINE_FILE));
  files = await engine.prepareSimulation({
    start: { kind: 'lattice', cells: [3, 3, 3], density: 0.8442, temperature: 1.44 },
    cutoff: 1.5,
    timeStep: 0.005,
    steps: 40,
    segmentSteps: 10,
    rowInterval: 5,
    seed: 1n,
  });
  plan = await engine.plan(files);
  segments = await compute(files);
});
afterAll(() => engine.close());

async function compute(of: JobFiles): Promise<ComputedSegment[]> {
  const computed: ComputedSegment[] = [];
  await engine.run({ ...of, onSegment: (segment) => void computed.push(segment) });
  return computed;
}

const noState = new Uint8Array();

/** What an honest worker says of a segment, and the blobs that it hands out. */
async function served(segment: ComputedSegment): Promise<[SegmentEvent, Map<Sha256Hex, Uint8Array>]> {
  const { index, units, stateIn, operationRoot, stateOut, leaf, output, state = noState } = segment;
  const [output_sha256, sha256] = await Promise.all([sha256Hex(output), sha256Hex(state)]);
  const event: SegmentEvent = {
    index,
    units,
    state_in: sha256FromBytes(stateIn),
    operation_root: sha256FromBytes(operationRoot),
    state_out: sha256FromBytes(stateOut),
    leaf: sha256FromBytes(leaf),
    output_sha256,
    output_bytes: output.length,
    state: { sha256, bytes: state.length },
  };
  return [
    event,
    new Map([
      [output_sha256, output],
      [sha256, state],
    ]),
  ];
}

const everySegment = { sharePpm: 1_000_000, atLeast: 0 };

function deliveryOf(options: Partial<DeliveryOptions> = {}): Delivery {
  return new Delivery({
    engine,
    job: files.job,
    input: files.input,
    plan,
    spotChecks: everySegment,
    earlier: null,
    signal: new AbortController().signal,
    ...options,
  });
}

/** Hands segments over; `fetched` hears which blobs were asked for, and may refuse them. */
async function deliver(
  delivery: Delivery,
  given: readonly ComputedSegment[],
  change: (event: SegmentEvent) => SegmentEvent = (event) => event,
  fetched: (sha256: Sha256Hex) => void = () => undefined,
): Promise<void> {
  const blobs = new Map<Sha256Hex, Uint8Array>();
  for (const segment of given) {
    const [event, held] = await served(segment);
    for (const [name, bytes] of held) blobs.set(name, bytes);
    await delivery.take(change(event), async (sha256) => {
      fetched(sha256);
      const bytes = blobs.get(sha256);
      if (bytes === undefined) throw new Error(`${sha256} was asked for too early`);
      return bytes;
    });
  }
  await delivery.checksDone();
}

describe('a delivery whose segments go on from one another', () => {
  test('is accepted when each comes out the same from the state before it', async () => {
    const delivery = deliveryOf();
    await deliver(delivery, segments);
    expect(delivery).toMatchObject({ delivered: 4, accepted: 4, rechecked: 4, mismatch: null });
    expect(BigInt(delivery.result.length)).toBe(plan.resultBytes);
    expect(delivery.left.map(({ root }) => root)).toEqual(segments.map(({ stateOut }) => stateOut));
  });

  test('fetches no state but the last where nothing is computed again', async () => {
    const asked: Sha256Hex[] = [];
    const delivery = deliveryOf({ spotChecks: { sharePpm: 0, atLeast: 0 } });
    await deliver(delivery, segments, undefined, (sha256) => void asked.push(sha256));
    const outputs = await Promise.all(segments.map(({ output }) => sha256Hex(output)));
    expect(asked).toEqual([...outputs, await sha256Hex(segments[3]?.state ?? noState)]);
  });

  test('is refused when it begins from another state than the job', async () => {
    const other = await compute(
      await engine.prepareSimulation({
        start: { kind: 'lattice', cells: [3, 3, 3], density: 0.8442, temperature: 1 },
        cutoff: 1.5,
        timeStep: 0.005,
        steps: 40,
        segmentSteps: 10,
        rowInterval: 5,
        seed: 2n,
      }),
    );
    const delivery = deliveryOf();
    await deliver(delivery, other.slice(0, 1));
    expect(delivery).toMatchObject({ delivered: 0, mismatch: { code: 'segment-state-differs' } });
    const jump = deliveryOf();
    await deliver(jump, [...segments.slice(0, 1), ...other.slice(1, 2)]);
    expect(jump).toMatchObject({ delivered: 1, mismatch: { code: 'segment-state-differs', segment: 1 } });
  });

  test.each<[string, Partial<SegmentEvent>]>([
    ['leaves none', { state: null }],
    [
      'leaves a state longer than the job has',
      { state: { sha256: 'ab'.repeat(32) as Sha256Hex, bytes: 1e9 } },
    ],
    ['goes on from nothing', { state_in: '00'.repeat(32) as Sha256Hex }],
  ])('is refused before anything is fetched when a segment %s', async (_, changes) => {
    const delivery = deliveryOf();
    await deliver(
      delivery,
      segments.slice(0, 1),
      (event) => ({ ...event, ...changes }),
      () => {
        throw new Error('must not be fetched');
      },
    );
    expect(delivery.mismatch?.code).toBe('segment-state-differs');
  });

  test('is caught when a state was forged and all hashes made to fit', async () => {
    const [first, second] = segments;
    if (first?.state === undefined || second === undefined) throw new Error('there are four segments');
    const forged = first.state.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    const bound = { ...first, stateOut: new Uint8Array(32).fill(3) };
    const lying = { ...bound, state: forged, leaf: leafOf(bound) };
    const after = { ...second, stateIn: bound.stateOut };
    const following = { ...after, leaf: leafOf(after) };
    // Neither the segment that leaves the forged state nor the one that goes on from it comes out the same.
    for (const from of [0, 1]) {
      const checking = deliveryOf({
        engine: {
          verifySegment: (request) =>
            request.claimed.index === from
              ? engine.verifySegment(request)
              : Promise.resolve({ matches: true, computed: first }),
        },
      });
      await deliver(checking, [lying, following]);
      expect(checking.mismatch).toMatchObject({ code: 'segment-recomputed-differs', segment: from });
    }
  });

  test('is refused when the state that ends the result is not the one committed to', async () => {
    const last = segments[3];
    if (last?.state === undefined) throw new Error('there are four segments');
    const delivery = deliveryOf({ spotChecks: { sharePpm: 0, atLeast: 0 } });
    await deliver(delivery, [
      ...segments.slice(0, 3),
      { ...last, state: last.state.slice().fill(1, 30, 40) },
    ]);
    expect(delivery).toMatchObject({
      delivered: 3,
      mismatch: { code: 'segment-hashes-disagree', segment: 3 },
    });
  });

  test('does not draw anew when a state is withheld', async () => {
    let draws = 0;
    const original = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = ((array: Uint32Array<ArrayBuffer>) => {
      draws += 1;
      return original(array);
    }) as typeof original;
    try {
      const delivery = deliveryOf();
      await deliver(delivery, segments.slice(0, 1));
      const [event, held] = await served(segments[1] ?? ({} as ComputedSegment));
      const before = draws;
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const taking = delivery.take(event, async (sha256) => {
          const bytes = held.get(sha256);
          if (bytes === undefined) throw new Error('withheld');
          return bytes;
        });
        await expect(taking).rejects.toThrow('withheld');
      }
      expect(draws - before).toBe(1);
      expect(delivery).toMatchObject({ delivered: 1, mismatch: null });
    } finally {
      crypto.getRandomValues = original;
    }
  });
});
