import { sha256 } from '@noble/hashes/sha2';

import { errorOf, moduleProbeSchema, parse, parseJson, planSchema } from '../answers';
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
import { JOB_BYTES } from '../job';
import { type Lane, type OpenLane } from './lane';

export interface WasmEngineOptions {
  readonly module: WebAssembly.Module;
  readonly openLane: OpenLane;
  /** How many instances compute side by side. */
  readonly lanes: number;
  /** How long one call may take before it counts as hung. */
  readonly maxSilenceMs?: number;
}

const DEFAULT_MAX_SILENCE_MS = 600_000;
/** Segments that a lane may be ahead of the caller. */
const AHEAD_PER_LANE = 2;
const BENCH_SECONDS = 3;
const formatCodes: Record<SceneFormat, number> = { 'cornell-json': 0, ply: 1, gltf: 2, glb: 2 };

/** The WebAssembly module. Every call opens its own lanes and closes them, so that no call can harm another. */
export class WasmEngine implements Engine {
  readonly backend = 'wasm';
  readonly #options: WasmEngineOptions;
  readonly #closing = new AbortController();

  constructor(options: WasmEngineOptions) {
    this.#options = options;
  }

  probe(): Promise<EngineProbe> {
    return this.#withLanes(1, undefined, async ([lane]) => {
      const { version } = parse(moduleProbeSchema, jsonOf(await lane.call('pyronet_probe')));
      return { backend: this.backend, version, threads: this.#options.lanes, devices: [] };
    });
  }

  bench({ signal }: { signal?: AbortSignal } = {}): Promise<EngineBench> {
    return this.#withLanes(this.#options.lanes, signal, async (lanes) => {
      const files = await lanes[0].call('pyronet_standard_job');
      const plan = await openJob(lanes, { job: files.slice(0, JOB_BYTES), input: files.slice(JOB_BYTES) });
      const work = await measure(async () => {
        let units = 0n;
        await computeInOrder(lanes, 0, plan.segmentCount, (segment) => {
          units += segment.units;
        });
        return Number(units);
      });
      const rays = await measure(async () => {
        const traced = await Promise.all(lanes.map((lane) => lane.call('pyronet_trace_rays')));
        return traced.reduce((sum, answer) => sum + viewOf(answer).getUint32(0, true), 0);
      });
      return {
        backend: this.backend,
        threads: lanes.length,
        workUnitsPerSecond: BigInt(Math.floor(work.amount / work.seconds)),
        raysPerSecond: rays.amount / rays.seconds,
        elapsedSeconds: work.seconds + rays.seconds,
      };
    });
  }

  importScene(
    file: Uint8Array,
    format: SceneFormat,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Uint8Array> {
    return this.#withLanes(1, signal, ([lane]) => lane.call('pyronet_import', file, formatCodes[format]));
  }

  prepareSimulation(settings: SimulationSettings, file = nothing): Promise<JobFiles> {
    return this.#prepare(settingsForEngine(settings), file);
  }

  prepareGeneration(settings: GenerationSettings, header: Uint8Array): Promise<JobFiles> {
    return this.#prepare(generationForEngine(settings), header);
  }

  readVocabulary(header: Uint8Array): Promise<Uint8Array> {
    return this.#withLanes(1, undefined, ([lane]) => lane.call('pyronet_vocabulary', header));
  }

  #prepare(settings: object, file: Uint8Array): Promise<JobFiles> {
    const words = new TextEncoder().encode(JSON.stringify(settings));
    return this.#withLanes(1, undefined, async ([lane]) => {
      const answer = await lane.call('pyronet_prepare', words, file);
      const jobEnd = 8 + Number(viewOf(answer).getBigUint64(0, true));
      return { job: answer.slice(8, jobEnd), input: answer.slice(jobEnd) };
    });
  }

  plan(files: JobFiles): Promise<JobPlan> {
    return this.#withLanes(1, undefined, (lanes) => openJob(lanes, files));
  }

  async run(request: RunRequest): Promise<void> {
    const { from = 0, to, onSegment } = request;
    const lanes = Math.min(this.#options.lanes, Math.max(1, (to ?? Infinity) - from));
    await this.#withLanes(lanes, request.signal, async (opened) => {
      const { segmentCount, carriesState } = await openJob(opened, request);
      const end = to ?? segmentCount;
      if (!(from <= end && end <= segmentCount)) {
        throw new EngineError(
          'bad-job',
          `The job has no segments ${from} to ${end}; it has ${segmentCount}.`,
        );
      }
      if (carriesState) await computeInTurn(opened[0], from, end, request.state, onSegment);
      else await computeInOrder(opened, from, end, onSegment);
    });
  }

  async verifySegment(request: VerifyRequest): Promise<SegmentVerdict> {
    const { claimed } = request;
    const computed = await this.#withLanes(1, request.signal, async (lanes) => {
      await openJob(lanes, request);
      return computeSegment(lanes[0], claimed.index, request.state);
    });
    const firstDifferenceAt = firstDifference(computed.output, claimed.output);
    const matches =
      firstDifferenceAt === undefined &&
      computed.units === claimed.units &&
      equalBytes(computed.operationRoot, claimed.operationRoot) &&
      equalBytes(computed.leaf, claimed.leaf);
    return { matches, computed, ...(firstDifferenceAt === undefined ? {} : { firstDifferenceAt }) };
  }

  close(): Promise<void> {
    this.#closing.abort(new EngineError('engine-closed', 'The engine was closed.'));
    return Promise.resolve();
  }

  /** Opens lanes for `action`; on cancellation or close they end, and with them whatever `action` waits for. */
  async #withLanes<T>(
    count: number,
    signal: AbortSignal | undefined,
    action: (lanes: Lanes) => Promise<T>,
  ): Promise<T> {
    let interruption: EngineError | undefined;
    const opened: Lane[] = [];
    const interrupt = (error: EngineError): void => {
      interruption ??= error;
      for (const lane of opened) lane.close();
    };
    const cancel = (): void => interrupt(new EngineError('cancelled', 'The caller cancelled.'));
    const close = (): void => interrupt(new EngineError('engine-closed', 'The engine was closed.'));
    if (signal?.aborted === true) cancel();
    if (this.#closing.signal.aborted) close();
    signal?.addEventListener('abort', cancel);
    this.#closing.signal.addEventListener('abort', close);
    const check = (): void => {
      if (interruption !== undefined) throw interruption;
    };
    try {
      for (let number = 0; number < count; number += 1) {
        check();
        opened.push(await this.#options.openLane(this.#options.module));
      }
      check();
      const silence = this.#options.maxSilenceMs ?? DEFAULT_MAX_SILENCE_MS;
      const [first, ...others] = opened.map((lane) => new GuardedLane(lane, silence));
      if (first === undefined) throw new RangeError('An engine needs at least one lane.');
      const result = await action([first, ...others]);
      check();
      return result;
    } catch (error) {
      // What fails because its lane was ended failed for the reason that ended it.
      throw error instanceof EngineError ? (interruption ?? error) : error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#closing.signal.removeEventListener('abort', close);
      for (const lane of opened) lane.close();
    }
  }
}

type Lanes = readonly [GuardedLane, ...GuardedLane[]];

/** A lane that gives up on a call that takes too long, and turns refusals into errors. */
class GuardedLane {
  constructor(
    private readonly lane: Lane,
    private readonly maxSilenceMs: number,
  ) {}

  async call(name: string, ...values: readonly (Uint8Array | number)[]): Promise<Uint8Array> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = this.maxSilenceMs / 1000;
        reject(new EngineError('engine-timeout', `The engine said nothing for ${seconds} seconds.`));
      }, this.maxSilenceMs);
    });
    try {
      const { fault, bytes } = await Promise.race([this.lane.call(name, values), silence]);
      if (fault) throw errorOf(jsonOf(bytes));
      return bytes;
    } finally {
      clearTimeout(timer);
    }
  }
}

const nothing: Uint8Array = new Uint8Array();

async function openJob(lanes: Lanes, { job, input, model = nothing }: JobFiles): Promise<JobPlan> {
  await Promise.all(lanes.map((lane) => lane.call('pyronet_open', job, input, model)));
  return parse(planSchema, jsonOf(await lanes[0].call('pyronet_plan', job)));
}

/** Computes segments that go on from each other, one after the other. */
async function computeInTurn(
  lane: GuardedLane,
  from: number,
  to: number,
  before: Uint8Array | undefined,
  onSegment: (segment: ComputedSegment) => void | Promise<void>,
): Promise<void> {
  let state = before;
  for (let index = from; index < to; index += 1) {
    const segment = await computeSegment(lane, index, state);
    state = segment.state;
    await onSegment(segment);
  }
}

/** Computes on all lanes and hands segments over in ascending order, each after the one before was taken. */
async function computeInOrder(
  lanes: readonly GuardedLane[],
  from: number,
  to: number,
  onSegment: (segment: ComputedSegment) => void | Promise<void>,
): Promise<void> {
  const idle = [...lanes];
  const underWay = new Map<number, Promise<ComputedSegment>>();
  let next = from;
  const startIdleLanes = (delivered: number): void => {
    while (next < to && next - delivered < lanes.length * AHEAD_PER_LANE) {
      const lane = idle.pop();
      if (lane === undefined) return;
      const computed = computeSegment(lane, next).finally(() => {
        idle.push(lane);
        startIdleLanes(delivered);
      });
      // A failure is met where the segment is waited for; until then nobody listens.
      computed.catch(() => undefined);
      underWay.set(next, computed);
      next += 1;
    }
  };
  for (let index = from; index < to; index += 1) {
    startIdleLanes(index);
    const segment = await underWay.get(index);
    if (segment === undefined) throw new EngineError('engine-garbled', `Segment ${index} was never begun.`);
    underWay.delete(index);
    await onSegment(segment);
  }
}

/**
 * An answer of `pyronet_segment`: u64 units, u64 length of the output, state in, operation root, state out, leaf, SHA-256 of
 * the output, output, state.
 */
async function computeSegment(lane: GuardedLane, index: number, before = nothing): Promise<ComputedSegment> {
  const answer = await lane.call('pyronet_segment', index, before);
  const units = viewOf(answer).getBigUint64(0, true);
  const outputEnd = SEGMENT_HEAD_BYTES + Number(viewOf(answer).getBigUint64(8, true));
  const digest = (number: number) => answer.slice(16 + 32 * number, 48 + 32 * number);
  const [stateIn, operationRoot, stateOut] = [digest(0), digest(1), digest(2)];
  const [leaf, outputHash] = [digest(3), digest(4)];
  const output = answer.slice(SEGMENT_HEAD_BYTES, outputEnd);
  const holds =
    answer.length >= outputEnd &&
    equalBytes(sha256(output), outputHash) &&
    equalBytes(leafOf({ index, units, stateIn, operationRoot, stateOut }), leaf);
  if (!holds) {
    throw new EngineError('engine-garbled', `The output of segment ${index} does not agree with its record.`);
  }
  const state = answer.length > outputEnd ? { state: answer.slice(outputEnd) } : {};
  return { index, units, stateIn, operationRoot, stateOut, leaf, output, ...state };
}

const SEGMENT_HEAD_BYTES = 176;

async function measure(
  pass: () => Promise<number>,
): Promise<{ readonly amount: number; readonly seconds: number }> {
  // The first pass fills caches and compiles; it is not counted.
  await pass();
  const start = performance.now();
  let amount = 0;
  let seconds = 0;
  while (seconds < BENCH_SECONDS) {
    amount += await pass();
    seconds = (performance.now() - start) / 1000;
  }
  return { amount, seconds };
}

function firstDifference(ours: Uint8Array, theirs: Uint8Array): number | undefined {
  const differing = ours.findIndex((byte, at) => byte !== theirs[at]);
  if (differing >= 0) return differing;
  return ours.length === theirs.length ? undefined : ours.length;
}

function jsonOf(bytes: Uint8Array): unknown {
  return parseJson(new TextDecoder().decode(bytes));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
