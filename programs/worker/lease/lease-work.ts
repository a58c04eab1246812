import { isSha256Hex } from '@/lib/blobs/digest';
import { type FolderStore } from '@/lib/blobs/folder-store';
import { type Digest } from '@/lib/domain/commitment';

import { problemFacts } from '../log';
import { type CheckedJob, checkJob } from './job-check';
import { type AssembledResult, JobRun } from './job-run';
import { type LeaseContext } from './lease-context';
import { type LeasePapers } from './lease-papers';
import { type Refusal } from './refusal';
import { type WatchedLease } from './watched-lease';

/** Crashes of the engine in a row, without a single segment between them, after which the job is given up. */
const MOST_CRASHES = 5;

/**
 * The work of one lease: checking the job, computing it, putting the result together. Each goes on in the background
 * and wakes the next step when it ends, so that proofs of service are never late.
 */
export class LeaseWork {
  readonly #run: JobRun;
  readonly #stop = new AbortController();
  #refusal: Refusal | undefined;
  #checking: Promise<void> | undefined;
  #checked: CheckedJob | undefined;
  #running: Promise<void> | undefined;
  #result: AssembledResult | undefined;
  #crashes = 0;

  private constructor(
    private readonly context: LeaseContext,
    private readonly lease: WatchedLease,
    private readonly papers: LeasePapers,
  ) {
    const { engine, store } = context;
    this.#run = new JobRun({ engine, store, log: papers.segments, onProgress: () => this.lease.news.beat() });
  }

  static async open(context: LeaseContext, lease: WatchedLease, papers: LeasePapers): Promise<LeaseWork> {
    const work = new LeaseWork(context, lease, papers);
    work.#result = await work.#knownResult(context.store);
    return work;
  }

  /** Why the lease is declined. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** The job, once it is known to be what the lease says. */
  get checked(): CheckedJob | undefined {
    return this.#checked;
  }

  get isChecking(): boolean {
    return this.#checking !== undefined;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get isGivenUp(): boolean {
    return this.#crashes >= MOST_CRASHES;
  }

  /** The result of the segments finished so far, once put together. */
  get result(): AssembledResult | undefined {
    return this.#result;
  }

  get finishedSegments(): number {
    return this.papers.segments.count;
  }

  get isComplete(): boolean {
    return BigInt(this.finishedSegments) >= this.lease.data.segmentCount;
  }

  rootOfFirst(count: number): Digest | undefined {
    return this.#run.rootOfFirst(count);
  }

  /** The first reason stands. */
  decline(refusal: Refusal): void {
    this.#refusal ??= refusal;
  }

  /** Begins to check the job once its inputs are here. */
  async check(): Promise<void> {
    if (this.#checked !== undefined || this.#checking !== undefined || this.#refusal !== undefined) return;
    const inputs = await this.papers.uploads.complete();
    if (inputs === undefined) return;
    const { engine, models, log } = this.context;
    this.#checking = checkJob(engine, this.lease.data, inputs, models)
      .then((answer) => {
        if ('code' in answer) this.decline(answer);
        else this.#checked = answer;
      })
      .catch((problem: unknown) => {
        log.warn('the check of a job failed', { lease: this.lease.address, ...problemFacts(problem) });
      })
      .finally(() => {
        this.#checking = undefined;
        this.lease.steps.beat();
      });
  }

  /** Has the engine compute what is missing, unless it does so already. */
  compute(): void {
    const checked = this.#checked;
    if (checked === undefined || this.#running !== undefined || this.isGivenUp) return;
    if (this.isComplete && this.#result !== undefined) return;
    const stop = AbortSignal.any([this.#stop.signal, this.context.signal]);
    if (stop.aborted) return;
    const before = this.finishedSegments;
    this.#running = this.#run
      .run(checked, stop)
      .then(async () => {
        if (this.isComplete) await this.assemble();
      })
      .catch((problem: unknown) => {
        if (!stop.aborted) this.#noteCrash(problem, before);
      })
      .finally(() => {
        this.#running = undefined;
        this.lease.news.beat();
        this.lease.steps.beat();
      });
  }

  /** Ends the computing for good; resolves when the engine has let go. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /**
   * Puts the result of the finished segments together.
   * @returns undefined when there is none yet, or some must be computed again
   */
  async assemble(): Promise<AssembledResult | undefined> {
    if (this.#checked === undefined || this.finishedSegments === 0) return undefined;
    if (this.#result?.segments === this.finishedSegments) return this.#result;
    this.#result = await this.#run.assemble(this.#checked);
    if (this.#result === undefined) return undefined;
    const { sha256, bytes, segments } = this.#result;
    await this.papers.notes.set('result', `${sha256} ${bytes} ${segments}`);
    this.context.log.info('put the result together', { lease: this.lease.address, segments, result: sha256 });
    return this.#result;
  }

  #noteCrash(problem: unknown, finishedBefore: number): void {
    this.#crashes = this.finishedSegments > finishedBefore ? 1 : this.#crashes + 1;
    this.context.log.error('the engine failed', {
      lease: this.lease.address,
      attempt: this.#crashes,
      givenUp: this.isGivenUp,
      ...problemFacts(problem),
    });
  }

  /** The result that was put together before a restart, if it still speaks of the same segments. */
  async #knownResult(store: FolderStore): Promise<AssembledResult | undefined> {
    const [sha256 = '', bytes, segments] = ((await this.papers.notes.get('result')) ?? '').split(' ');
    const segmentsRoot = this.rootOfFirst(Number(segments ?? 0));
    if (!isSha256Hex(sha256) || segmentsRoot === undefined) return undefined;
    if (Number(segments) !== this.finishedSegments) return undefined;
    const size = await store.size(sha256);
    if (size === undefined || size !== Number(bytes)) return undefined;
    return { sha256, bytes: size, segments: this.finishedSegments, segmentsRoot };
  }
}
