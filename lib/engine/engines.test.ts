import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { afterAll, describe, expect, it } from 'vitest';

import { type ComputedSegment, type Engine, type JobFiles, type Segment } from './engine';
import { EngineError } from './engine-error';
import { type GenerationSettings } from './generation';
import { decodeJob, encodeJob } from './job';
import { openEngine, WASM_ENGINE_FILE } from './open-engine';
import { openWasmEngine } from './wasm';
import { segmentHashesAgree } from './segment-commitment';
import { type SimulationSettings } from './simulation';
import { nativeUnderTest } from './testing/native-under-test';
import { TokenText, Vocabulary } from './vocabulary';

if (nativeUnderTest !== undefined) process.env['PYRONET_ENGINE'] = nativeUnderTest;

const scenes = {
  cornell: ['programs/engine/scenes/cornell_box.json', 'cornell-json'],
  teapot: ['programs/engine/scenes/teapot.ply', 'ply'],
  orrery: ['programs/engine/scenes/orrery.glb', 'glb'],
} as const;
const melt: SimulationSettings = {
  start: { kind: 'lattice', cells: [3, 3, 3], density: 0.8442, temperature: 1.44 },
  cutoff: 1.5,
  timeStep: 0.005,
  steps: 40,
  segmentSteps: 10,
  rowInterval: 5,
  frameInterval: 20,
  radialBins: 8,
  thermostat: { temperature: 1, friction: 0.5 },
  seed: 2n ** 64n - 1n,
};
const tinyModel = new Uint8Array(readFileSync('programs/engine/models/tiny.gguf'));
/** What stands before the tensors, and a little more. */
const tinyHeader = tinyModel.subarray(0, 6_000);
const generation: GenerationSettings = {
  prompt: { chat: [{ role: 'user', content: 'where is the cat?' }] },
  profile: 'I8',
  newTokens: 30,
  segmentPositions: 8,
  temperature: 0.8,
  topP: 0.9,
  seed: 3n,
  model: {
    sha256: createHash('sha256').update(tinyModel).digest('hex'),
    bytes: BigInt(tinyModel.length),
  },
};
const tinyGeneration = async (engine: Engine): Promise<JobFiles> => ({
  ...(await engine.prepareGeneration(generation, tinyHeader)),
  model: tinyModel,
});
/** Jobs whose segments go on from one another. */
const carrying: Readonly<Record<string, (engine: Engine) => Promise<JobFiles>>> = {
  simulates: (engine) => engine.prepareSimulation(melt),
  generates: tinyGeneration,
};
const settings = { width: 50, height: 34, tileEdge: 16, samples: 3, bounces: 4, seed: 7n };

const openers: Readonly<Record<string, () => Promise<Engine>>> = {
  native: () => openEngine({ backend: 'native' }),
  'native, one thread': () => openEngine({ backend: 'native', threads: 1 }),
  'WebAssembly threads': () => openEngine({ backend: 'wasm', threads: 3 }),
  'WebAssembly in a page': () => openWasmEngine(readFileSync(WASM_ENGINE_FILE)),
};

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error);
  }
  return 'no error';
};

const renderAll = async (engine: Engine, job: Uint8Array, scene: Uint8Array): Promise<Segment[]> => {
  const segments: Segment[] = [];
  await engine.run({ job, input: scene, onSegment: (segment) => void segments.push(segment) });
  return segments;
};

/** What the WebAssembly engine in a page gives: the yardstick for the others, since it is always there. */
const yardstick = openWasmEngine(readFileSync(WASM_ENGINE_FILE));
const importWithYardstick = async (name: keyof typeof scenes): Promise<Uint8Array> => {
  const [file, format] = scenes[name];
  return (await yardstick).importScene(readFileSync(file), format);
};

for (const [name, open] of Object.entries(openers)) {
  const absent = name.startsWith('native') && nativeUnderTest === undefined;
  describe.skipIf(absent)(`engine: ${name}${absent ? ' (not built: npm run build:engine)' : ''}`, () => {
    const opened = absent ? undefined : open();
    const engineOf = (): Promise<Engine> => opened ?? open();
    afterAll(async () => (await opened)?.close());

    it('imports and renders the same bytes as every other back end', async () => {
      const engine = await engineOf();
      for (const scene of Object.keys(scenes) as (keyof typeof scenes)[]) {
        const [file, format] = scenes[scene];
        const imported = await engine.importScene(readFileSync(file), format);
        expect(imported).toEqual(await importWithYardstick(scene));
        const job = encodeJob(settings, imported);
        const segments = await renderAll(engine, job, imported);
        expect(segments).toEqual(await renderAll(await yardstick, job, imported));
        expect(segments.map(({ index }) => index)).toEqual(segments.map((_, index) => index));
        expect(segments.every(segmentHashesAgree)).toBe(true);
      }
    });

    it.each(Object.entries(carrying))(
      '%s the same bytes as every other back end, from any checkpoint',
      async (_, prepare) => {
        const engine = await engineOf();
        const other = await yardstick;
        const files = await prepare(engine);
        expect(files).toEqual(await prepare(other));
        const { job, input } = files;
        const plan = await engine.plan({ job, input });
        expect(plan).toEqual(await other.plan({ job, input }));
        expect(plan.carriesState).toBe(true);

        const whole: ComputedSegment[] = [];
        await engine.run({ ...files, onSegment: (segment) => void whole.push(segment) });
        const elsewhere: ComputedSegment[] = [];
        await other.run({ ...files, onSegment: (segment) => void elsewhere.push(segment) });
        expect(whole).toEqual(elsewhere);
        expect(whole).toHaveLength(plan.segmentCount);
        // One that puts something out and goes on from another.
        const index = whole.findIndex((segment) => segment.index > 0 && segment.output.length > 0);
        const [before, claimed] = [whole[index - 1], whole[index]];
        if (before?.state === undefined || claimed === undefined) throw new Error('no state was left');
        expect(claimed.stateIn).toEqual(before.stateOut);

        const rest: ComputedSegment[] = [];
        const { state } = before;
        await engine.run({ ...files, from: index, state, onSegment: (segment) => void rest.push(segment) });
        expect(rest).toEqual(whole.slice(index));
        expect(await codeOf(engine.run({ ...files, from: 1, onSegment: () => undefined }))).toBe('bad-state');
        const request = { ...files, state, claimed };
        expect((await engine.verifySegment(request)).matches).toBe(true);
        const output = claimed.output.slice();
        output[3] = (output[3] ?? 0) ^ 1;
        const verdict = await engine.verifySegment({ ...request, claimed: { ...claimed, output } });
        expect(verdict).toMatchObject({ matches: false, firstDifferenceAt: 3 });
      },
    );

    it('makes text of tokens, and refuses to run without the model', async () => {
      const engine = await engineOf();
      const vocabulary = Vocabulary.read(await engine.readVocabulary(tinyHeader));
      expect(await engine.readVocabulary(tinyModel)).toEqual(
        await (await yardstick).readVocabulary(tinyHeader),
      );
      const files = await engine.prepareGeneration(generation, tinyHeader);
      const text = new TokenText(vocabulary);
      text.take(files.input);
      expect(text.text).toBe('system\nyou are a test\nuser\nwhere is the cat?\nassistant\n');
      expect(await codeOf(engine.run({ ...files, onSegment: () => undefined }))).toBe('bad-job');
      const other = tinyModel.slice().fill(1, -1);
      expect(await codeOf(engine.run({ ...files, model: other, onSegment: () => undefined }))).toBe(
        'bad-job',
      );
      expect(await codeOf(engine.readVocabulary(tinyHeader.subarray(0, 500)))).toBe('bad-model');
      const asked = { ...generation, newTokens: 1_000 };
      expect(await codeOf(engine.prepareGeneration(asked, tinyHeader))).toBe('bad-job');
    });

    it('starts from a file, and refuses impossible settings by code', async () => {
      const engine = await engineOf();
      const xyz = { ...melt, start: { kind: 'xyz', temperature: 0, boxEdges: [4, 4, 4] } } as const;
      const file = new TextEncoder().encode('2\ntwo atoms\nAr 0 0 0\nAr 1.5 0 0\n');
      const { input } = await engine.prepareSimulation(xyz, file);
      expect(input).toHaveLength(24 + 2 * 36);
      expect(await codeOf(engine.prepareSimulation(xyz, file.subarray(0, 12)))).toBe('import-failed');
      expect(await codeOf(engine.prepareSimulation({ ...melt, cutoff: 100 }))).toBe('bad-job');
      expect(await codeOf(engine.prepareSimulation(melt, file))).toBe('bad-job');
    });

    it('plans what it then delivers', async () => {
      const engine = await engineOf();
      const scene = await importWithYardstick('teapot');
      const job = encodeJob(settings, scene);
      const plan = await engine.plan({ job, input: scene });
      expect(plan).toEqual(await (await yardstick).plan({ job, input: scene }));
      expect(plan.inputRoot).toEqual(decodeJob(job).sceneSha256);
      const segments = await renderAll(engine, job, scene);
      expect(segments).toHaveLength(plan.segmentCount);
      let units = 0n;
      expect(segments.map((segment) => (units += segment.units))).toEqual(plan.cumulativeUnits);
    });

    it('renders a part of the segments, one at a time, waiting for whoever takes them', async () => {
      const engine = await engineOf();
      const scene = await importWithYardstick('cornell');
      const job = encodeJob(settings, scene);
      const all = await renderAll(await yardstick, job, scene);
      const taken: Segment[] = [];
      let taking = 0;
      await engine.run({
        job,
        input: scene,
        from: 3,
        to: 9,
        onSegment: async (segment) => {
          taking += 1;
          expect(taking).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 5));
          taken.push(segment);
          taking -= 1;
        },
      });
      expect(taken).toEqual(all.slice(3, 9));
      await engine.run({ job, input: scene, from: 4, to: 4, onSegment: () => expect.unreachable() });
    });

    it('tells a true segment from a wrong one, and where it differs', async () => {
      const engine = await engineOf();
      const scene = await importWithYardstick('cornell');
      const job = encodeJob(settings, scene);
      const [, segment] = await renderAll(engine, job, scene);
      if (segment === undefined) throw new Error('The job has fewer segments than it should.');
      expect((await engine.verifySegment({ job, input: scene, claimed: segment })).matches).toBe(true);

      const output = segment.output.slice();
      output[100] = (output[100] ?? 0) ^ 1;
      const corrupted = await engine.verifySegment({ job, input: scene, claimed: { ...segment, output } });
      expect(corrupted.matches).toBe(false);
      expect(corrupted.firstDifferenceAt).toBe(100);
      expect(corrupted.computed).toEqual(segment);

      const dearer = await engine.verifySegment({
        job,
        input: scene,
        claimed: { ...segment, units: segment.units + 1n },
      });
      expect(dearer.matches).toBe(false);
      expect(dearer.firstDifferenceAt).toBeUndefined();
    });

    it('refuses bad files, scenes and jobs by code', async () => {
      const engine = await engineOf();
      const scene = await importWithYardstick('cornell');
      const job = encodeJob(settings, scene);
      const onSegment = (): void => expect.unreachable();
      const wrongScene = scene.slice();
      wrongScene[200] = (wrongScene[200] ?? 0) ^ 1;
      const brokenJob = job.slice();
      brokenJob[20] = 9;
      const teapot = readFileSync(scenes.teapot[0]);
      await expect(engine.importScene(teapot.subarray(0, 5000), 'ply')).rejects.toMatchObject({
        code: 'import-failed',
        detail: 'truncated',
      });
      expect(await codeOf(engine.importScene(new Uint8Array(0), 'gltf'))).toBe('import-failed');
      expect(await codeOf(engine.run({ job, input: wrongScene, onSegment }))).toBe('bad-job');
      expect(await codeOf(engine.plan({ job, input: scene.subarray(1) }))).toBe('bad-job');
      expect(await codeOf(engine.plan({ job: brokenJob, input: scene }))).toBe('bad-job');
      expect(await codeOf(engine.run({ job: brokenJob, input: scene, onSegment }))).toBe('bad-job');
      expect(await codeOf(engine.run({ job, input: scene, from: 5, to: 4, onSegment }))).toBe('bad-job');
      expect(await codeOf(engine.run({ job, input: scene, to: 1000, onSegment }))).toBe('bad-job');
      const broken = encodeJob(settings, wrongScene.fill(0xff, 80, 120));
      expect(await codeOf(engine.run({ job: broken, input: wrongScene, onSegment }))).toBe('bad-scene');
    });

    it('stops when cancelled, when closed, and when the receiver fails', async () => {
      const engine = await open();
      const scene = await importWithYardstick('teapot');
      const job = encodeJob({ ...settings, width: 400, height: 400, samples: 50 }, scene);
      const cancelling = new AbortController();
      const cancelled = engine.run({
        job,
        input: scene,
        signal: cancelling.signal,
        onSegment: () => cancelling.abort(),
      });
      expect(await codeOf(cancelled)).toBe('cancelled');
      expect(
        await codeOf(
          engine.run({ job, input: scene, signal: AbortSignal.abort(), onSegment: () => undefined }),
        ),
      ).toBe('cancelled');
      const full = new Error('the store is full');
      const failed = engine.run({ job, input: scene, onSegment: () => Promise.reject(full) });
      await expect(failed).rejects.toBe(full);

      const closed = engine.run({ job, input: scene, onSegment: () => engine.close() });
      expect(await codeOf(closed)).toBe('engine-closed');
      expect(await codeOf(engine.probe())).toBe('engine-closed');
      await engine.close();
    });

    it('says what it is', async () => {
      const probe = await (await engineOf()).probe();
      expect(probe.backend).toBe(name.startsWith('native') ? 'native' : 'wasm');
      expect(probe.threads).toBeGreaterThan(0);
    });
  });
}

describe('opening an engine', () => {
  it('takes WebAssembly where no native engine can be started', async () => {
    const before = process.env['PYRONET_ENGINE'];
    process.env['PYRONET_ENGINE'] = '/nonexistent/pyronet-engine';
    try {
      expect(await codeOf(openEngine({ backend: 'native' }))).toBe('engine-missing');
      const engine = await openEngine();
      expect(engine.backend).toBe('wasm');
      await engine.close();
    } finally {
      if (before === undefined) delete process.env['PYRONET_ENGINE'];
      else process.env['PYRONET_ENGINE'] = before;
    }
  });

  it('refuses bytes that are no module', async () => {
    expect(await codeOf(openWasmEngine(new Uint8Array(8)))).toBe('engine-missing');
  });
});
