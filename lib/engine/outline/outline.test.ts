import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { type ComputedSegment, type JobFiles, type JobPlan } from '../engine';
import { EngineError } from '../engine-error';
import { encodeJob } from '../job';
import { WASM_ENGINE_FILE } from '../open-engine';
import { openWasmEngine } from '../wasm';
import { outlineOf } from './outline-of';

const engine = await openWasmEngine(readFileSync(WASM_ENGINE_FILE));
afterAll(() => engine.close());

interface Done {
  readonly files: JobFiles;
  readonly plan: JobPlan;
  readonly segments: readonly ComputedSegment[];
}

async function run(files: JobFiles): Promise<Done> {
  const segments: ComputedSegment[] = [];
  await engine.run({ ...files, onSegment: (segment) => void segments.push(segment) });
  return { files, plan: await engine.plan(files), segments };
}

async function pictureFiles(): Promise<JobFiles> {
  const file = readFileSync('programs/engine/scenes/cornell_box.json');
  const scene = await engine.importScene(file, 'cornell-json');
  const settings = { width: 50, height: 34, tileEdge: 16, samples: 1, bounces: 1, seed: 7n };
  return { job: encodeJob(settings, scene), input: scene };
}

const simulationFiles = (frameInterval: number, radialBins: number) => (): Promise<JobFiles> =>
  engine.prepareSimulation({
    start: { kind: 'lattice', cells: [3, 3, 3], density: 0.8442, temperature: 1.44 },
    cutoff: 1.5,
    timeStep: 0.005,
    // The last segment is shorter than the others, and neither interval divides a segment.
    steps: 43,
    segmentSteps: 10,
    rowInterval: 3,
    frameInterval,
    radialBins,
    seed: 1n,
  });

const model = new Uint8Array(readFileSync('programs/engine/models/tiny.gguf'));

/** Some of its segments put nothing out: the prompt alone takes several, and the model may end early. */
async function textFiles(): Promise<JobFiles> {
  const files = await engine.prepareGeneration(
    {
      prompt: { text: 'the cat, and all that is in the hat' },
      profile: 'I8',
      newTokens: 20,
      segmentPositions: 6,
      temperature: 0,
      topP: 1,
      seed: 0n,
      model: {
        sha256: createHash('sha256').update(model).digest('hex'),
        bytes: BigInt(model.length),
      },
    },
    model,
  );
  return { ...files, model };
}

const families: Readonly<Record<string, () => Promise<JobFiles>>> = {
  'a picture': pictureFiles,
  'a text': textFiles,
  'a simulation': simulationFiles(7, 12),
  'a simulation without frames and distances': simulationFiles(0, 0),
};

describe.each(Object.entries(families))('the outline of %s', (_, filesOf) => {
  const done = filesOf().then(run);

  it('says what the engine plans and computes', async () => {
    const { files, plan, segments } = await done;
    const outline = outlineOf(files.job);
    expect(outline.segmentCount).toBe(plan.segmentCount);
    expect(outline.input).toEqual({ sha256: plan.inputRoot, bytes: BigInt(files.input.length) });
    expect(outline.carried !== null).toBe(plan.carriesState);
    expect(segments.map(({ index }) => outline.outputBytes(index))).toEqual(
      segments.map(({ output }) => output.length),
    );
    for (const index of [-1, 0.5, plan.segmentCount]) {
      expect(() => outline.outputBytes(index)).toThrow(EngineError);
    }
  });

  it('knows the roots of the states that segments go on from', async () => {
    const { files, segments } = await done;
    const { carried } = outlineOf(files.job);
    if (carried === null) return expect(segments.every(({ state }) => state === undefined)).toBe(true);
    expect(carried.firstRoot(files.input)).toEqual(segments[0]?.stateIn);
    expect(() => carried.firstRoot(files.input.slice(1))).toThrow(EngineError);
    for (const { state, stateOut } of segments) {
      expect(BigInt(state?.length ?? 0)).toBeLessThanOrEqual(carried.mostBytes);
      const root = carried.rootOf(state ?? new Uint8Array());
      if (root !== null) expect(root).toEqual(stateOut);
    }
    expect(BigInt(segments.at(-1)?.state?.length ?? 0)).toBe(carried.mostBytes);
  });

  it('puts the result together, and cuts every segment out of it again', async () => {
    const { files, plan, segments } = await done;
    const outline = outlineOf(files.job);
    const making = outline.beginResult();
    for (const { index, output } of segments) making.place(index, output);
    const last = segments.at(-1)?.state;
    if (outline.carried?.endsResult === true && last !== undefined) making.placeState(last);
    const result = making.bytes();
    expect(BigInt(result.length)).toBe(plan.resultBytes);
    for (const { index, output } of segments) expect(outline.outputIn(result, index)).toEqual(output);
  });
});

describe('bytes that are no job', () => {
  it('are refused by code, whatever they are', async () => {
    const { files } = await simulationFiles(7, 12)().then(run);
    const stopped = files.job.slice().fill(0, 52, 60);
    const wrong = [new Uint8Array(), files.job.slice(1), files.job.slice(0, 127), stopped];
    for (const bytes of wrong) expect(() => outlineOf(bytes)).toThrow(EngineError);
    const magics = ['PYROJOB1', 'PYROSIM1', 'PYROGEN1'].map((magic) => new TextEncoder().encode(magic));
    fc.assert(
      fc.property(
        fc.constantFrom(...magics),
        fc.constantFrom(120, 152),
        fc.infiniteStream(fc.nat(255)),
        (magic, length, noise) => {
          const body = Uint8Array.from({ length }, () => Number(noise.next().value));
          try {
            const outline = outlineOf(Uint8Array.from([...magic, ...body]));
            expect(outline.segmentCount).toBeGreaterThan(0);
            expect(outline.outputBytes(0)).toBeGreaterThanOrEqual(0);
          } catch (error) {
            expect(error).toBeInstanceOf(EngineError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
