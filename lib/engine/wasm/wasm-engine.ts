import { sha256 } from '@noble/hashes/sha2';

import { errorOf, moduleProbeSchema, parse, parseJson, planSchema } from '../answers';
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
import { decodeJob, JOB_BYTES, PIXEL_BYTES, segmentCount, tileOf, type Job } from '../job';
import { type Lane, type OpenLane } from './lane';

export interface WasmEngineOptions {
  readonly module: WebAssembly.Module;
  readonly openLane: OpenLane;
  /** How many instances render side by side. */
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
      const [job, scene] = [files.slice(0, JOB_BYTES), files.slice(JOB_BYTES)];
      await openJob(lanes, job, scene);
      const work = await measure(async () => {
        let units = 0n;
        await renderInOrder(lanes, decodeJob(job), 0, segmentCount(decodeJob(job)), (segment) => {
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

  plan(job: Uint8Array, scene: Uint8Array): Promise<JobPlan> {
    return this.#withLanes(1, undefined, async ([lane]) => {
      await openJob([lane], job, scene);
      return parse(planSchema, jsonOf(await lane.call('pyronet_plan', job)));
    });
  }

  async run(request: RunRequest): Promise<void> {
    const job = decodeJob(request.job);
    const from = request.from ?? 0;
    const to = request.to ?? segmentCount(job);
    if (!(from <= to && to <= segmentCount(job))) {
      throw new EngineError(
        'bad-job',
        `The job has no segments ${from} to ${to}; it has ${segmentCount(job)}.`,
      );
    }
    const lanes = Math.min(this.#options.lanes, Math.max(1, to - from));
    await this.#withLanes(lanes, request.signal, async (opened) => {
      await openJob(opened, request.job, request.scene);
      await renderInOrder(opened, job, from, to, request.onSegment);
    });
  }

  async verifySegment(request: VerifyRequest): Promise<SegmentVerdict> {
    const { claimed } = request;
    const job = decodeJob(request.job);
    tileOf(job, claimed.index);
    const computed = await this.#withLanes(1, request.signal, async ([lane]) => {
      await openJob([lane], request.job, request.scene);
      return renderSegment(lane, job, claimed.index);
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

async function openJob(lanes: readonly GuardedLane[], job: Uint8Array, scene: Uint8Array): Promise<void> {
  await Promise.all(lanes.map((lane) => lane.call('pyronet_open', job, scene)));
}

/** Renders on all lanes and hands segments over in ascending order, each after the one before was taken. */
async function renderInOrder(
  lanes: readonly GuardedLane[],
  job: Job,
  from: number,
  to: number,
  onSegment: (segment: Segment) => void | Promise<void>,
): Promise<void> {
  const idle = [...lanes];
  const rendering = new Map<number, Promise<Segment>>();
  let next = from;
  const startIdleLanes = (delivered: number): void => {
    while (next < to && next - delivered < lanes.length * AHEAD_PER_LANE) {
      const lane = idle.pop();
      if (lane === undefined) return;
      const rendered = renderSegment(lane, job, next).finally(() => {
        idle.push(lane);
        startIdleLanes(delivered);
      });
      // A failure is met where the segment is waited for; until then nobody listens.
      rendered.catch(() => undefined);
      rendering.set(next, rendered);
      next += 1;
    }
  };
  for (let index = from; index < to; index += 1) {
    startIdleLanes(index);
    const segment = await rendering.get(index);
    if (segment === undefined) throw new EngineError('engine-garbled', `Segment ${index} was never begun.`);
    rendering.delete(index);
    await onSegment(segment);
  }
}

/** An answer of `pyronet_segment`: u64 units, operation root, leaf, SHA-256 of the output, output. */
async function renderSegment(lane: GuardedLane, job: Job, index: number): Promise<Segment> {
  const answer = await lane.call('pyronet_segment', index);
  const tile = tileOf(job, index);
  if (answer.length !== SEGMENT_HEAD_BYTES + tile.width * tile.height * PIXEL_BYTES) {
    throw new EngineError('engine-garbled', `The answer for segment ${index} is not as long as its tile.`);
  }
  const units = viewOf(answer).getBigUint64(0, true);
  const [operationRoot, leaf, outputHash] = [
    answer.slice(8, 40),
    answer.slice(40, 72),
    answer.slice(72, 104),
  ];
  const output = answer.slice(SEGMENT_HEAD_BYTES);
  const holds =
    equalBytes(sha256(output), outputHash) &&
    equalBytes(statelessSegmentLeaf({ index, units, operationRoot }), leaf);
  if (!holds) {
    throw new EngineError('engine-garbled', `The output of segment ${index} does not agree with its record.`);
  }
  return { index, units, operationRoot, leaf, output };
}

const SEGMENT_HEAD_BYTES = 104;

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
