import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { merkleRoot } from '@/lib/domain/merkle';
import { decodeJob, encodeJob, segmentCount } from '@/lib/engine/job';
import { emptyResult, placeSegment } from '@/lib/engine/result';

const root = path.resolve(import.meta.dirname, '../..');
const DONE = 0;
const SEGMENT_HEAD_BYTES = 176;

interface Golden {
  readonly scene: 'cornell-box' | 'teapot';
  readonly edge: number;
  readonly samples: number;
  readonly bounces: number;
  readonly sceneSha256: string;
  readonly jobRoot: string;
  readonly segmentsRoot: string;
  readonly resultSha256: string;
}

/** The module's exports as docs/engine-protocol.md §3 lists them. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  pyronet_allocate(length: number): number;
  pyronet_release(pointer: number, length: number): void;
  pyronet_probe(): number;
  pyronet_import(file: number, length: number, format: number): number;
  pyronet_plan(job: number, length: number): number;
  pyronet_open(
    job: number,
    jobLength: number,
    input: number,
    inputLength: number,
    model: number,
    modelLength: number,
  ): number;
  pyronet_segment(index: number, state: number, stateLength: number): number;
  pyronet_standard_job(): number;
  pyronet_trace_rays(): number;
}

class Module {
  readonly #exports: Exports;

  constructor(instance: WebAssembly.Instance) {
    this.#exports = instance.exports as unknown as Exports;
  }

  /** Copies `inputs` in, calls, copies the answer out, and gives all memory back. */
  call(
    work: (exports: Exports, ...pointers: number[]) => number,
    ...inputs: Uint8Array[]
  ): { status: number; bytes: Uint8Array } {
    const exports = this.#exports;
    const pointers = inputs.map((input) => {
      const pointer = exports.pyronet_allocate(input.length);
      new Uint8Array(exports.memory.buffer, pointer, input.length).set(input);
      return pointer;
    });
    const answer = work(exports, ...pointers);
    const [status = -1, pointer = 0, length = 0] = new Uint32Array(exports.memory.buffer, answer, 3);
    const bytes = new Uint8Array(exports.memory.buffer, pointer, length).slice();
    exports.pyronet_release(pointer, length);
    inputs.forEach((input, index) => exports.pyronet_release(pointers[index] ?? 0, input.length));
    return { status, bytes };
  }

  succeed(work: (exports: Exports, ...pointers: number[]) => number, ...inputs: Uint8Array[]): Uint8Array {
    const { status, bytes } = this.call(work, ...inputs);
    if (status !== DONE) throw new Error(new TextDecoder().decode(bytes));
    return bytes;
  }

  import(file: Uint8Array, format: number): Uint8Array {
    return this.succeed((exports, at = 0) => exports.pyronet_import(at, file.length, format), file);
  }

  open(job: Uint8Array, scene: Uint8Array): void {
    const call = (exports: Exports, jobAt = 0, sceneAt = 0): number =>
      exports.pyronet_open(jobAt, job.length, sceneAt, scene.length, 0, 0);
    this.succeed(call, job, scene);
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}

describe('the WebAssembly engine', () => {
  let engine: Module;
  let goldens: readonly Golden[];

  beforeAll(async () => {
    const bytes = await readFile(path.join(root, 'public/engine/engine.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {});
    engine = new Module(instance);
    const vectors = await readFile(path.join(root, 'programs/compute-spec/vectors/render-v1.json'), 'utf8');
    goldens = JSON.parse(vectors) as readonly Golden[];
  });

  async function sceneOf(golden: Golden): Promise<Uint8Array> {
    const [file, format] = golden.scene === 'cornell-box' ? ['cornell_box.json', 0] : ['teapot.ply', 1];
    return engine.import(
      await readFile(path.join(root, 'programs/engine/scenes', String(file))),
      Number(format),
    );
  }

  function jobOf(golden: Golden, scene: Uint8Array): Uint8Array {
    const { edge, samples, bounces } = golden;
    return encodeJob({ width: edge, height: edge, tileEdge: 32, samples, bounces, seed: 1n }, scene);
  }

  it('reaches the roots that the native engine and soft-float reach', async () => {
    expect(goldens).toHaveLength(2);
    for (const golden of goldens) {
      const scene = await sceneOf(golden);
      expect(await sha256(scene)).toBe(golden.sceneSha256);
      const job = jobOf(golden, scene);
      const plan = JSON.parse(
        new TextDecoder().decode(
          engine.succeed((exports, at = 0) => exports.pyronet_plan(at, job.length), job),
        ),
      ) as { jobRoot: string; cumulativeUnits: string[] };
      expect(plan.jobRoot).toBe(golden.jobRoot);

      engine.open(job, scene);
      const settings = decodeJob(job);
      const result = emptyResult(settings);
      const leaves: Uint8Array[] = [];
      let units = 0n;
      for (let index = 0; index < segmentCount(settings); index += 1) {
        const segment = engine.succeed((exports) => exports.pyronet_segment(index, 0, 0));
        units += new DataView(segment.buffer).getBigUint64(0, true);
        expect(plan.cumulativeUnits[index]).toBe(units.toString());
        leaves.push(segment.subarray(112, 144));
        placeSegment(result, settings, { index, output: segment.subarray(SEGMENT_HEAD_BYTES) });
      }
      expect(Buffer.from(merkleRoot(leaves)).toString('hex')).toBe(golden.segmentsRoot);
      expect(await sha256(result)).toBe(golden.resultSha256);
    }
  });

  it('answers bad input with a fault and goes on working', async () => {
    const refusedJob = engine.call((exports, at = 0) => exports.pyronet_plan(at, 3), new Uint8Array(3));
    expect(refusedJob.status).toBe(1);
    expect(JSON.parse(new TextDecoder().decode(refusedJob.bytes))).toMatchObject({
      code: 'bad-job',
      detail: 'job-magic',
    });
    const refusedFile = engine.call((exports, at = 0) => exports.pyronet_import(at, 4, 1), new Uint8Array(4));
    expect(JSON.parse(new TextDecoder().decode(refusedFile.bytes))).toMatchObject({ code: 'import-failed' });
    const [golden] = goldens;
    if (golden === undefined) throw new Error('no golden');
    const scene = await sceneOf(golden);
    engine.open(jobOf(golden, scene), scene);
    const beyond = engine.call((exports) => exports.pyronet_segment(1_000_000, 0, 0));
    expect(JSON.parse(new TextDecoder().decode(beyond.bytes))).toMatchObject({ detail: 'segment' });
    expect(engine.call((exports) => exports.pyronet_segment(0, 0, 0)).status).toBe(DONE);
  });

  it('brings the job it is measured by, and the rays', () => {
    const files = engine.succeed((exports) => exports.pyronet_standard_job());
    engine.open(files.slice(0, 128), files.slice(128));
    const counts = engine.succeed((exports) => exports.pyronet_trace_rays());
    const [rays = 0, hits = 0] = new Uint32Array(counts.buffer);
    expect(rays).toBeGreaterThan(65_536);
    expect(hits).toBeGreaterThan(rays / 2);
  });
});
