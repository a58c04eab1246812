import { expect, test } from 'vitest';

import { parseSha256Hex, sha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { absentDigest, contentDigest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { leafOf, noState, operationRoot } from '@/lib/engine/segment-commitment';
import { type JobPlan, type Segment } from '@/lib/engine/engine';
import { encodeJob } from '@/lib/engine/job';
import { outlineOf } from '@/lib/engine/outline/outline-of';

import { Delivery, type DeliveryOptions } from './delivery';

const scene = new Uint8Array(96);
scene.set(new TextEncoder().encode('PYROSCN2'));
const jobBytes = encodeJob({ width: 40, height: 16, tileEdge: 8, samples: 1, bounces: 1, seed: 1n }, scene);
const outline = outlineOf(jobBytes);
const segmentCount = 10;
const plan: JobPlan = {
  jobRoot: new Uint8Array(32),
  planRoot: new Uint8Array(32),
  segmentCount,
  cumulativeUnits: Array.from({ length: segmentCount }, (_, index) => 100n * BigInt(index + 1)),
  peakMemoryBytes: 0n,
  resultBytes: 0n,
  inputRoot: new Uint8Array(32),
  carriesState: false,
};

/** What an honest worker computes: here, any fixed bytes of the right size. */
function honest(index: number): Segment {
  const output = new Uint8Array(outline.outputBytes(index)).map((_, at) => (at * 7 + index) % 251);
  const bound = { index, units: 100n, ...noState, operationRoot: operationRoot(output) };
  return { ...bound, leaf: leafOf(bound), output };
}

async function eventOf(segment: Segment): Promise<SegmentEvent> {
  const absent = parseSha256Hex(hexFromBytes(absentDigest()));
  return {
    index: segment.index,
    units: segment.units,
    state_in: absent,
    operation_root: parseSha256Hex(hexFromBytes(segment.operationRoot)),
    state_out: absent,
    leaf: parseSha256Hex(hexFromBytes(segment.leaf)),
    output_sha256: await sha256Hex(segment.output),
    output_bytes: segment.output.length,
    state: null,
  };
}

function deliveryOf(options: Partial<DeliveryOptions> = {}): Delivery {
  return new Delivery({
    engine: {
      verifySegment: async ({ claimed }) => {
        const computed = honest(claimed.index);
        return { matches: equalBytes(computed.output, claimed.output), computed };
      },
    },
    job: jobBytes,
    input: scene,
    plan,
    spotChecks: { sharePpm: 0, atLeast: 0 },
    earlier: null,
    signal: new AbortController().signal,
    ...options,
  });
}

const take = async (
  delivery: Delivery,
  segment: Segment,
  changes: Partial<SegmentEvent> = {},
): Promise<void> => delivery.take({ ...(await eventOf(segment)), ...changes }, async () => segment.output);

async function takeAll(delivery: Delivery, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await take(delivery, honest(index));
}

test('honest segments are delivered, accepted, and make up the result', async () => {
  const delivery = deliveryOf();
  await takeAll(delivery, segmentCount);
  const expected = outline.beginResult();
  for (let index = 0; index < segmentCount; index += 1) expected.place(index, honest(index).output);
  const leaves = Array.from({ length: segmentCount }, (_, index) => honest(index).leaf);
  expect(delivery).toMatchObject({ delivered: 10, accepted: 10, complete: true, mismatch: null });
  expect(delivery.resultRoot()).toEqual(contentDigest(expected.bytes()));
  expect(delivery.deliveredRoot).toEqual(merkleRoot(leaves));
  expect(delivery.rootOfFirst(3)).toEqual(merkleRoot(leaves.slice(0, 3)));
});

test('an output with one flipped bit is not taken', async () => {
  const delivery = deliveryOf();
  await takeAll(delivery, 1);
  const corrupted = honest(1);
  const output = corrupted.output.slice();
  output[5] = (output[5] ?? 0) ^ 1;
  await delivery.take(await eventOf(corrupted), async () => output);
  expect(delivery).toMatchObject({ delivered: 1, accepted: 1 });
  expect(delivery.mismatch).toMatchObject({ code: 'segment-hashes-disagree', segment: 1 });
});

test.each<[string, Partial<SegmentEvent>]>([
  ['segment-units-differ', { units: 101n }],
  ['segment-size-differs', { output_bytes: 4 }],
  ['segment-not-planned', { index: 10 }],
  ['segment-carries-state', { state_out: 'ab'.repeat(32) as Sha256Hex }],
])('%s is found before the output is fetched', async (code, changes) => {
  const delivery = deliveryOf();
  const event = { ...(await eventOf(honest(0))), ...changes };
  await delivery.take(event, () => Promise.reject(new Error('must not be fetched')));
  expect(delivery.mismatch?.code).toBe(code);
});

test('a forged picture with hashes in perfect order is caught by computing it again', async () => {
  const delivery = deliveryOf({ spotChecks: { sharePpm: 1_000_000, atLeast: 0 } });
  await takeAll(delivery, 2);
  const output = honest(2).output.map((byte) => byte ^ 0x80);
  const bound = { index: 2, units: 100n, ...noState, operationRoot: operationRoot(output) };
  await take(delivery, { ...bound, leaf: leafOf(bound), output });
  await delivery.checksDone();
  expect(delivery.mismatch).toMatchObject({ code: 'segment-recomputed-differs', segment: 2 });
  expect(delivery.accepted).toBe(2);
});

test('an engine that crashed once computes the segment again; one that always crashes accepts nothing', async () => {
  let crashes = 1;
  const recovering = deliveryOf({
    spotChecks: { sharePpm: 1_000_000, atLeast: 0 },
    engine: {
      verifySegment: async ({ claimed }) => {
        if (crashes-- > 0) throw new Error('killed');
        return { matches: true, computed: claimed };
      },
    },
  });
  await take(recovering, honest(0));
  await recovering.checksDone();
  expect(recovering.accepted).toBe(1);

  let attempts = 0;
  const broken = deliveryOf({
    spotChecks: { sharePpm: 1_000_000, atLeast: 0 },
    engine: {
      verifySegment: async () => {
        attempts += 1;
        throw new Error('killed');
      },
    },
  });
  await take(broken, honest(0));
  await broken.checksDone();
  expect(attempts).toBe(3);
  expect(broken).toMatchObject({ delivered: 1, accepted: 0, mismatch: null });
});

test('nothing after a segment that is still being computed again is accepted', async () => {
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const delivery = deliveryOf({
    spotChecks: { sharePpm: 1_000_000, atLeast: 0 },
    engine: {
      verifySegment: async ({ claimed }) => {
        await held;
        return { matches: true, computed: claimed };
      },
    },
  });
  await takeAll(delivery, 4);
  expect(delivery).toMatchObject({ delivered: 4, accepted: 0 });
  finish();
  await delivery.checksDone();
  expect(delivery).toMatchObject({ accepted: 4, rechecked: 4 });
});

test('after a restart the same segments go on from what was signed, and others are refused', async () => {
  const leaves = [0, 1, 2].map((index) => honest(index).leaf);
  const earlier = {
    servedUntil: 1n,
    coveredSeconds: 1n,
    deliveredSegments: 3,
    acceptedSegments: 3,
    deliveredRoot: merkleRoot(leaves),
  };
  const same = deliveryOf({ earlier });
  await takeAll(same, 5);
  expect(same).toMatchObject({ accepted: 5, mismatch: null });
  const other = deliveryOf({ earlier: { ...earlier, deliveredRoot: new Uint8Array(32).fill(1) } });
  await takeAll(other, 5);
  expect(other.mismatch?.code).toBe('segments-changed');
});
