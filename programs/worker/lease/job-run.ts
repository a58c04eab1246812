import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { sha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type FolderStore } from '@/lib/blobs/folder-store';
import { type Digest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { appendLeaf, emptyFrontier, frontierRoot, type MerkleFrontier } from '@/lib/domain/merkle-frontier';
import { type ComputedSegment, type Engine } from '@/lib/engine/engine';

import { type CheckedJob } from './job-check';
import { type FinishedSegment, type HeldBlob, type SegmentLog } from './segment-log';

/** The result file of all finished segments, in the blob store. */
export interface AssembledResult {
  readonly sha256: Sha256Hex;
  readonly bytes: number;
  /** How many segments it holds. */
  readonly segments: number;
  readonly segmentsRoot: Digest;
}

export interface JobRunOptions {
  readonly engine: Pick<Engine, 'run'>;
  readonly store: FolderStore;
  readonly log: SegmentLog;
  /** Something new can be told to readers. */
  readonly onProgress: () => void;
}

/**
 * Computes the segments of one job that are not finished yet. Each is in the blob store and in the log before anyone
 * hears of it; being killed at any moment costs at most the segment in work.
 */
export class JobRun {
  #frontier: MerkleFrontier = emptyFrontier;

  constructor(private readonly options: JobRunOptions) {}

  get finished(): readonly FinishedSegment[] {
    return this.options.log.finished;
  }

  /** Root over the first `count` leaves, or undefined where fewer are finished. */
  rootOfFirst(count: number): Digest | undefined {
    const { log } = this.options;
    if (count < 1 || count > log.count) return undefined;
    if (count < this.#frontier.leafCount)
      return merkleRoot(log.finished.slice(0, count).map(({ leaf }) => leaf));
    for (const { leaf } of log.finished.slice(this.#frontier.leafCount, count))
      this.#frontier = appendLeaf(this.#frontier, leaf);
    return frontierRoot(this.#frontier);
  }

  /** Runs to the end of the job or until `signal` aborts. @throws EngineError, DataPlaneError `storage_full` */
  async run({ files, plan }: CheckedJob, signal: AbortSignal): Promise<void> {
    const { engine, log } = this.options;
    if (log.count >= plan.segmentCount) return;
    const state = await this.#stateToGoOnFrom();
    await engine.run({
      ...files,
      from: log.count,
      ...(state === undefined ? {} : { state }),
      signal,
      onSegment: async (segment) => {
        if (!signal.aborted) await this.#commit(segment);
      },
    });
  }

  /**
   * Puts the outputs of the finished segments together. One that was damaged on disk is cut from the log, to be
   * computed again, and with it everything behind it.
   * @returns undefined when segments must be computed again
   */
  async assemble({ outline }: CheckedJob): Promise<AssembledResult | undefined> {
    const { store, log } = this.options;
    const making = outline.beginResult();
    for (const segment of log.finished) {
      const output = await this.#held(segment.output);
      if (output === undefined) {
        await this.cutTo(segment.index);
        return undefined;
      }
      making.place(segment.index, output);
    }
    if (outline.carried?.endsResult === true) {
      const segments = log.count;
      const state = await this.#stateToGoOnFrom();
      if (state === undefined || log.count < segments) return undefined;
      making.placeState(state);
    }
    const result = making.bytes();
    const segmentsRoot = this.rootOfFirst(log.count);
    if (segmentsRoot === undefined) return undefined;
    const sha256 = await sha256Hex(result);
    await store.putBytes(sha256, result);
    return { sha256, bytes: result.byteLength, segments: log.count, segmentsRoot };
  }

  async cutTo(count: number): Promise<void> {
    await this.options.log.cutTo(count);
    if (count < this.#frontier.leafCount) this.#frontier = emptyFrontier;
  }

  async #commit({ output, state, ...bound }: ComputedSegment): Promise<void> {
    const { log, onProgress } = this.options;
    const held = state === undefined ? {} : { state: await this.#keep(state) };
    await log.append({ ...bound, output: await this.#keep(output), ...held });
    onProgress();
  }

  async #keep(bytes: Uint8Array): Promise<HeldBlob> {
    const sha256 = await sha256Hex(bytes);
    await this.options.store.putBytes(sha256, bytes);
    return { sha256, bytes: bytes.byteLength };
  }

  /** What the last finished segment left; one whose state was damaged on disk is cut off, to be computed again. */
  async #stateToGoOnFrom(): Promise<Uint8Array | undefined> {
    for (;;) {
      const last = this.options.log.finished.at(-1);
      if (last?.state === undefined) return undefined;
      const state = await this.#held(last.state);
      if (state !== undefined) return state;
      await this.cutTo(last.index);
    }
  }

  async #held({ sha256, bytes }: HeldBlob): Promise<Uint8Array | undefined> {
    try {
      return await this.options.store.read(sha256, bytes);
    } catch (error) {
      if (error instanceof DataPlaneError && error.code === 'not_found') return undefined;
      throw error;
    }
  }
}
