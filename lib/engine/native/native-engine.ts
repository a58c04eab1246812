import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { equalBytes } from '@/lib/domain/bytes';

import { leafOf } from '../segment-commitment';
import {
  type ComputedSegment,
  type Engine,
  type EngineBench,
  type EngineProbe,
  type JobFiles,
  type JobPlan,
  type RunRequest,
  type SceneFormat,
  type SegmentVerdict,
  type VerifyRequest,
} from '../engine';
import { EngineError } from '../engine-error';
import { generationForEngine, type GenerationSettings } from '../generation';
import { settingsForEngine, type SimulationSettings } from '../simulation';
import {
  parse,
  planSchema,
  probeSchema,
  raysBenchSchema,
  runSchema,
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
const INPUT_FILE = 'input';
const MODEL_FILE = 'model';
const STATE_FILE = 'state';
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
      await this.#ask({ command: 'import', file: 'file', format, scene: INPUT_FILE }, { folder, signal });
      return new Uint8Array(await readAnswer(path.join(folder, INPUT_FILE)));
    });
  }

  prepareSimulation(settings: SimulationSettings, file?: Uint8Array): Promise<JobFiles> {
    return this.#prepare(settingsForEngine(settings), file);
  }

  prepareGeneration(settings: GenerationSettings, header: Uint8Array): Promise<JobFiles> {
    return this.#prepare(generationForEngine(settings), header);
  }

  async readVocabulary(header: Uint8Array): Promise<Uint8Array> {
    return this.#inFolder({ file: header }, async (folder) => {
      await this.#ask({ command: 'vocabulary', file: 'file', vocabulary: 'vocabulary' }, { folder });
      return new Uint8Array(await readAnswer(path.join(folder, 'vocabulary')));
    });
  }

  #prepare(settings: object, file: Uint8Array | undefined): Promise<JobFiles> {
    const given = file === undefined ? {} : { file };
    return this.#inFolder(given, async (folder) => {
      const names = { job: JOB_FILE, input: INPUT_FILE, ...(file === undefined ? {} : { file: 'file' }) };
      await this.#ask({ command: 'prepare', settings, ...names }, { folder });
      const [job, input] = await Promise.all(
        [JOB_FILE, INPUT_FILE].map((name) => readAnswer(path.join(folder, name))),
      );
      return { job: new Uint8Array(job ?? []), input: new Uint8Array(input ?? []) };
    });
  }

  async plan(files: JobFiles): Promise<JobPlan> {
    const { names, contents } = laidOut(files);
    return this.#inFolder(contents, async (folder) =>
      parse(planSchema, await this.#ask({ command: 'plan', ...names }, { folder })),
    );
  }

  async run(request: RunRequest): Promise<void> {
    const { from = 0, to, signal } = request;
    let next = from;
    const { names, contents } = laidOut(request);
    await this.#inFolder(contents, async (folder) => {
      const onSegment = async (answer: SegmentAnswer): Promise<void> => {
        if (answer.index !== next || next >= (to ?? Infinity)) {
          throw new EngineError('engine-garbled', `The engine wrote segment ${answer.index} out of order.`);
        }
        next += 1;
        await request.onSegment(await takeSegment(path.join(folder, SEGMENTS_FOLDER), answer));
      };
      const range = { from, ...(to === undefined ? {} : { to }) };
      const command = { command: 'run', ...names, folder: SEGMENTS_FOLDER, ...range, ...this.#threads() };
      const { segments } = parse(runSchema, await this.#ask(command, { folder, signal, onSegment }));
      if (next !== from + segments || next !== (to ?? next)) {
        throw new EngineError(
          'engine-garbled',
          `The engine says it is done, but segment ${next} is missing.`,
        );
      }
    });
  }

  async verifySegment(request: VerifyRequest): Promise<SegmentVerdict> {
    const { claimed } = request;
    const { names, contents } = laidOut(request);
    return this.#inFolder({ ...contents, [CLAIM_FILE]: claimed.output }, async (folder) => {
      const command = {
        command: 'verify',
        ...names,
        folder: SEGMENTS_FOLDER,
        index: claimed.index,
        units: claimed.units.toString(),
        operationRoot: hexOf(claimed.operationRoot),
        leaf: hexOf(claimed.leaf),
        output: CLAIM_FILE,
        ...this.#threads(),
      };
      const answer = parse(verdictSchema, await this.#ask(command, { folder, signal: request.signal }));
      if (answer.computed.index !== claimed.index) {
        throw new EngineError('engine-garbled', 'The engine verified another segment than it was asked.');
      }
      const computed = await takeSegment(path.join(folder, SEGMENTS_FOLDER), answer.computed);
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

/** The files of a job by the names under which a request speaks of them, and what they hold. */
function laidOut({ job, input, model, state }: JobFiles & { readonly state?: Uint8Array }): {
  readonly names: Readonly<Record<string, string>>;
  readonly contents: Readonly<Record<string, Uint8Array>>;
} {
  return {
    names: {
      job: JOB_FILE,
      input: INPUT_FILE,
      ...(model === undefined ? {} : { model: MODEL_FILE }),
      ...(state === undefined ? {} : { state: STATE_FILE }),
    },
    contents: {
      [JOB_FILE]: job,
      [INPUT_FILE]: input,
      ...(model === undefined ? {} : { [MODEL_FILE]: model }),
      ...(state === undefined ? {} : { [STATE_FILE]: state }),
    },
  };
}

/** Reads a segment's files from the engine's folder, checks the output against its record, and frees the space. */
async function takeSegment(folder: string, answer: SegmentAnswer): Promise<ComputedSegment> {
  const file = path.join(folder, answer.file);
  const output = new Uint8Array(await readAnswer(file));
  const { index, units, stateIn, operationRoot, stateOut, leaf } = answer;
  const holds =
    output.length === answer.bytes &&
    equalBytes(createHash('sha256').update(output).digest(), answer.sha256) &&
    equalBytes(leafOf(answer), leaf);
  if (!holds) {
    throw new EngineError('engine-garbled', `The output of segment ${index} does not agree with its record.`);
  }
  const stateFile = answer.state === undefined ? undefined : path.join(folder, answer.state);
  const state = stateFile === undefined ? {} : { state: new Uint8Array(await readAnswer(stateFile)) };
  await rm(file);
  await rm(file.replace(/out$/, 'json'), { force: true });
  if (stateFile !== undefined) await rm(stateFile);
  return { index, units, stateIn, operationRoot, stateOut, leaf, output, ...state };
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
