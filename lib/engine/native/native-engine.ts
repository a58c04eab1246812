import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { equalBytes } from '@/lib/domain/bytes';

import { statelessSegmentLeaf } from '../segment-commitment';
import {
  type Engine,
  type EngineBench,
  type EngineProbe,
  type JobPlan,
  type RunRequest,
  type SceneFormat,
  type Segment,
  type SegmentVerdict,
  type VerifyRequest,
} from '../engine';
import { EngineError } from '../engine-error';
import { decodeJob, PIXEL_BYTES, segmentCount, tileOf, type Job } from '../job';
import {
  parse,
  planSchema,
  probeSchema,
  raysBenchSchema,
  selfTestSchema,
  verdictSchema,
  workBenchSchema,
  type SegmentAnswer,
} from '../answers';
import { converse } from './conversation';

export interface NativeEngineOptions {
  /** Path of the engine's executable. */
  readonly executable: string;
  /** All processors when absent. */
  readonly threads?: number;
  /** How long the engine may say nothing before it counts as hung; must exceed the time of one segment. */
  readonly maxSilenceMs?: number;
}

const DEFAULT_MAX_SILENCE_MS = 600_000;
const JOB_FILE = 'job';
const SCENE_FILE = 'scene';
const CLAIM_FILE = 'claim';
const SEGMENTS_FOLDER = 'segments';

/**
 * The native executable, one child process per call, in a folder of its own that is removed afterwards.
 *
 * The executable is handed nothing but that folder, so it can be confined to it.
 */
export class NativeEngine implements Engine {
  readonly backend = 'native';
  readonly #options: NativeEngineOptions;
  readonly #closing = new AbortController();

  constructor(options: NativeEngineOptions) {
    this.#options = { ...options, executable: path.resolve(options.executable) };
  }

  async probe(): Promise<EngineProbe> {
    const { version, threads, devices } = parse(probeSchema, await this.#ask({ command: 'probe' }));
    return { backend: this.backend, version, threads: this.#options.threads ?? threads, devices };
  }

  /** Whether the executable renders the golden jobs to the bytes they must have; one built from older sources may not. */
  async passesSelfTest(): Promise<boolean> {
    return parse(selfTestSchema, await this.#ask({ command: 'selftest' })).passed;
  }

  async bench({ signal }: { signal?: AbortSignal } = {}): Promise<EngineBench> {
    const request = { command: 'bench', ...this.#threads() };
    const work = parse(workBenchSchema, await this.#ask({ ...request, part: 'work' }, { signal }));
    const rays = parse(raysBenchSchema, await this.#ask({ ...request, part: 'rays' }, { signal }));
    return {
      backend: this.backend,
      threads: work.threads,
      workUnitsPerSecond: work.unitsPerSecond,
      raysPerSecond: rays.raysPerSecond,
      elapsedSeconds: work.elapsedSeconds + rays.elapsedSeconds,
    };
  }

  async importScene(
    file: Uint8Array,
    format: SceneFormat,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Uint8Array> {
    return this.#inFolder({ file }, async (folder) => {
      await this.#ask({ command: 'import', file: 'file', format, scene: SCENE_FILE }, { folder, signal });
      return new Uint8Array(await readAnswer(path.join(folder, SCENE_FILE)));
    });
  }

  async plan(job: Uint8Array, scene: Uint8Array): Promise<JobPlan> {
    return this.#inFolder({ [JOB_FILE]: job, [SCENE_FILE]: scene }, async (folder) => {
      const request = { command: 'plan', job: JOB_FILE, scene: SCENE_FILE };
      return parse(planSchema, await this.#ask(request, { folder }));
    });
  }

  async run(request: RunRequest): Promise<void> {
    const job = decodeJob(request.job);
    const from = request.from ?? 0;
    const to = request.to ?? segmentCount(job);
    let next = from;
    await this.#inFolder({ [JOB_FILE]: request.job, [SCENE_FILE]: request.scene }, async (folder) => {
      const onSegment = async (answer: SegmentAnswer): Promise<void> => {
        if (answer.index !== next || next >= to) {
          throw new EngineError('engine-garbled', `The engine wrote segment ${answer.index} out of order.`);
        }
        next += 1;
        const segment = await takeSegment(path.join(folder, SEGMENTS_FOLDER), job, answer);
        await request.onSegment(segment);
      };
      const command = { command: 'run', job: JOB_FILE, scene: SCENE_FILE, folder: SEGMENTS_FOLDER, from, to };
      await this.#ask({ ...command, ...this.#threads() }, { folder, signal: request.signal, onSegment });
    });
    if (next !== to) {
      throw new EngineError('engine-garbled', `The engine says it is done, but segment ${next} is missing.`);
    }
  }

  async verifySegment(request: VerifyRequest): Promise<SegmentVerdict> {
    const job = decodeJob(request.job);
    const { claimed } = request;
    tileOf(job, claimed.index);
    const files = { [JOB_FILE]: request.job, [SCENE_FILE]: request.scene, [CLAIM_FILE]: claimed.output };
    return this.#inFolder(files, async (folder) => {
      const command = {
        command: 'verify',
        job: JOB_FILE,
        scene: SCENE_FILE,
        folder: SEGMENTS_FOLDER,
        index: claimed.index,
        units: claimed.units.toString(),
        operationRoot: hexOf(claimed.operationRoot),
        leaf: hexOf(claimed.leaf),
        output: CLAIM_FILE,
      };
      const answer = parse(verdictSchema, await this.#ask(command, { folder, signal: request.signal }));
      if (answer.computed.index !== claimed.index) {
        throw new EngineError('engine-garbled', 'The engine verified another segment than it was asked.');
      }
      const computed = await takeSegment(path.join(folder, SEGMENTS_FOLDER), job, answer.computed);
      const { matches, firstDifferenceAt } = answer;
      return { matches, computed, ...(firstDifferenceAt === undefined ? {} : { firstDifferenceAt }) };
    });
  }

  close(): Promise<void> {
    this.#closing.abort(new EngineError('engine-closed', 'The engine was closed.'));
    return Promise.resolve();
  }

  #threads(): { readonly threads?: number } {
    return this.#options.threads === undefined ? {} : { threads: this.#options.threads };
  }

  async #ask(
    request: { readonly command: string; readonly [field: string]: unknown },
    {
      folder = tmpdir(),
      signal,
      onSegment,
    }: {
      readonly folder?: string;
      readonly signal?: AbortSignal | undefined;
      readonly onSegment?: (segment: SegmentAnswer) => Promise<void>;
    } = {},
  ): Promise<unknown> {
    const cancelling = new AbortController();
    const cancel = (): void => cancelling.abort(new EngineError('cancelled', 'The caller cancelled.'));
    const close = (): void => cancelling.abort(this.#closing.signal.reason);
    if (signal?.aborted === true) cancel();
    if (this.#closing.signal.aborted) close();
    signal?.addEventListener('abort', cancel);
    this.#closing.signal.addEventListener('abort', close);
    try {
      return await converse({
        executable: this.#options.executable,
        folder,
        request,
        maxSilenceMs: this.#options.maxSilenceMs ?? DEFAULT_MAX_SILENCE_MS,
        signal: cancelling.signal,
        ...(onSegment === undefined ? {} : { onSegment }),
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#closing.signal.removeEventListener('abort', close);
    }
  }

  /** Runs `action` with a private folder that holds `files`, and removes it. */
  async #inFolder<T>(
    files: Readonly<Record<string, Uint8Array>>,
    action: (folder: string) => Promise<T>,
  ): Promise<T> {
    const folder = await mkdtemp(path.join(tmpdir(), 'pyronet-engine-'));
    try {
      for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
      return await action(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** Reads a segment's output from the engine's folder, checks it against its record, and frees the space. */
async function takeSegment(folder: string, job: Job, answer: SegmentAnswer): Promise<Segment> {
  const file = path.join(folder, answer.file);
  const output = new Uint8Array(await readAnswer(file));
  const { index, units, operationRoot, leaf } = answer;
  const tile = tileOf(job, index);
  const holds =
    output.length === tile.width * tile.height * PIXEL_BYTES &&
    output.length === answer.bytes &&
    equalBytes(createHash('sha256').update(output).digest(), answer.sha256) &&
    equalBytes(statelessSegmentLeaf({ index, units, operationRoot }), leaf);
  if (!holds) {
    throw new EngineError('engine-garbled', `The output of segment ${index} does not agree with its record.`);
  }
  await rm(file);
  await rm(file.replace(/f32$/, 'json'), { force: true });
  return { index, units, operationRoot, leaf, output };
}

async function readAnswer(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new EngineError('engine-garbled', 'The engine says it wrote a file that is not there.', { cause });
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
