import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { contentDigest } from '@/lib/domain/commitment';
import { type Engine } from '@/lib/engine/engine';
import { encodeJob } from '@/lib/engine/job';
import { ModelFolder } from '@/lib/models/model-folder';
import { openEngine } from '@/lib/engine/open-engine';
import { getLeaseDecoder, getLeaseSize, type Lease } from '@/lib/pyronet/generated';

import { checkJob } from './job-check';

const scenes = path.resolve(import.meta.dirname, '../../engine/scenes');
const settings = { width: 64, height: 48, tileEdge: 32, samples: 1, bounces: 2, seed: 1n };
const noModels = { model: () => Promise.resolve(null) };
let engine: Engine;
let scene: Uint8Array;
let job: Uint8Array;
let lease: Lease;

beforeAll(async () => {
  engine = await openEngine({ backend: 'wasm', threads: 1 });
  scene = await engine.importScene(await readFile(path.join(scenes, 'cornell_box.json')), 'cornell-json');
  job = encodeJob(settings, scene);
  const plan = await engine.plan({ job, input: scene });
  lease = {
    ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
    jobRoot: plan.jobRoot,
    planRoot: plan.planRoot,
    segmentCount: BigInt(plan.segmentCount),
    unitCap: plan.cumulativeUnits.at(-1) ?? 0n,
    peakMemoryBytes: plan.peakMemoryBytes,
    outputBytesMax: plan.resultBytes,
    inputBytes: BigInt(scene.length + job.length),
  };
});
afterAll(() => engine.close());

describe('a job before it is started', () => {
  test('is taken when it is exactly what the lease says', async () => {
    expect(await checkJob(engine, lease, { job, input: scene }, noModels)).toMatchObject({
      plan: { segmentCount: 4 },
    });
  });

  test.each([
    ['job root', { jobRoot: new Uint8Array(32) }, 'the job root'],
    ['plan root', { planRoot: new Uint8Array(32) }, 'the plan root'],
    ['number of segments', { segmentCount: 5n }, 'the number of segments'],
    ['units paid', { unitCap: 1n }, 'the work units paid for'],
    ['memory', { peakMemoryBytes: 1n }, 'the memory agreed'],
    ['size of the result', { outputBytesMax: 1n }, 'the size of the result agreed'],
    ['size of the inputs', { inputBytes: 1n }, 'the size of the inputs agreed'],
  ])('is declined when the lease differs in the %s', async (_, change, named) => {
    const answer = await checkJob(engine, { ...lease, ...change }, { job, input: scene }, noModels);
    expect(answer).toMatchObject({ code: 'job_not_as_agreed', message: expect.stringContaining(named) });
  });

  test('is declined when another job was sent', async () => {
    const other = encodeJob({ ...settings, samples: 2 }, scene);
    expect(await checkJob(engine, lease, { job: other, input: scene }, noModels)).toMatchObject({
      code: 'job_not_as_agreed',
    });
  });

  test.each([
    ['garbage', () => new Uint8Array(randomBytes(5000))],
    ['nothing', () => new Uint8Array()],
    ['a scene cut short', () => scene.subarray(0, scene.length - 7)],
    ['a scene with a damaged header', () => scene.map((byte, i) => (i === 9 ? byte ^ 0xff : byte))],
    ['a scene full of ones', () => scene.map((byte, i) => (i < 8 ? byte : 0xff))],
  ])('is declined when its scene is %s, and the engine lives on', async (_, made) => {
    const hostile = made();
    const header = job.slice();
    header.set(contentDigest(hostile), 40);
    for (const bytes of [job, header])
      expect(await checkJob(engine, lease, { job: bytes, input: hostile }, noModels)).toMatchObject({
        code: 'job_unreadable',
      });
    expect(await checkJob(engine, lease, { job, input: scene }, noModels)).toHaveProperty('plan');
  });

  test('is declined when its model is not here, and given it where it is', async () => {
    const models = new ModelFolder('programs/engine/models');
    const [model] = await models.list();
    if (model === undefined) throw new Error('the tiny model is missing');
    const header = (await models.header(model.sha256)) ?? new Uint8Array();
    const files = await engine.prepareGeneration(
      {
        prompt: { text: 'the cat' },
        profile: 'I8',
        newTokens: 5,
        segmentPositions: 4,
        temperature: 0,
        topP: 1,
        seed: 0n,
        model: { sha256: model.sha256, bytes: BigInt(model.bytes) },
      },
      header,
    );
    const plan = await engine.plan(files);
    const asAgreed = {
      ...lease,
      ...{ jobRoot: plan.jobRoot, planRoot: plan.planRoot, segmentCount: BigInt(plan.segmentCount) },
      ...{ unitCap: plan.cumulativeUnits.at(-1) ?? 0n, peakMemoryBytes: plan.peakMemoryBytes },
      outputBytesMax: plan.resultBytes,
    };
    expect(await checkJob(engine, asAgreed, files, noModels)).toMatchObject({ code: 'model_missing' });
    const checked = await checkJob(engine, asAgreed, files, models);
    expect(checked).toMatchObject({ outline: { family: 'generation' } });
    expect('files' in checked ? checked.files.model?.length : 0).toBe(model.bytes);
  });

  test('is declined when the job itself is garbage', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(128), job.subarray(0, 100), randomBytes(4000)])
      expect(
        await checkJob(engine, lease, { job: new Uint8Array(bytes), input: scene }, noModels),
      ).toMatchObject({
        code: 'job_unreadable',
      });
  });
});
