import { type Engine, type VerifyRequest } from '@/lib/engine/engine';
import { EngineError, type EngineErrorCode } from '@/lib/engine/engine-error';

/** How often our own engine may fail at a segment before the segment is left unaccepted. */
const attempts = 3;

/** A state that is none, and a job that ends by its own rules before it gives this segment: nobody could deliver it. */
const claimsTheImpossible: ReadonlySet<EngineErrorCode> = new Set(['bad-state', 'job-aborted']);

export interface SegmentRecheckOptions {
  readonly engine: Pick<Engine, 'verifySegment'>;
  /** Canonical job and input bytes. */
  readonly job: Uint8Array;
  readonly input: Uint8Array;
  readonly signal: AbortSignal;
  /** False once nothing more needs to be known. */
  readonly isWanted: () => boolean;
  readonly onVerdict: (index: number, matches: boolean) => void;
}

/** Computes delivered segments again, one after the other. A segment is open from `begin` until it comes out equal. */
export class SegmentRecheck {
  readonly #open = new Set<number>();
  #last: Promise<void> = Promise.resolve();
  #passed = 0;

  constructor(private readonly options: SegmentRecheckOptions) {}

  /** Segments that came out equal. */
  get passed(): number {
    return this.#passed;
  }

  /** Segments that were computed again, or wait for it. */
  get begun(): number {
    return this.#passed + this.#open.size;
  }

  /** First segment that is open; infinity where none is. */
  get firstOpen(): number {
    return Math.min(Infinity, ...this.#open);
  }

  /** @param segment the claim, and the state that it goes on from where there is one */
  begin(segment: Pick<VerifyRequest, 'claimed' | 'state'>): void {
    this.#open.add(segment.claimed.index);
    this.#last = this.#last.then(() => this.#verify(segment));
  }

  /** Resolves when every recomputation begun so far has ended. */
  async done(): Promise<void> {
    await this.#last;
  }

  async #verify(segment: Pick<VerifyRequest, 'claimed' | 'state'>): Promise<void> {
    const matches = await this.#computeAgain(segment);
    // This machine could not compute it. The segment stays open, for it was chosen to be proved.
    if (matches === undefined) return;
    const { index } = segment.claimed;
    if (matches) {
      this.#passed += 1;
      this.#open.delete(index);
    }
    this.options.onVerdict(index, matches);
  }

  /** Whether the segment comes out the same here; undefined when our own engine failed each time. */
  async #computeAgain(segment: Pick<VerifyRequest, 'claimed' | 'state'>): Promise<boolean | undefined> {
    const { engine, job, input, signal, isWanted } = this.options;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (signal.aborted || !isWanted()) return undefined;
      try {
        return (await engine.verifySegment({ job, input, ...segment, signal })).matches;
      } catch (error) {
        if (error instanceof EngineError && claimsTheImpossible.has(error.code)) return false;
        // An engine that crashed says nothing about the segment: it starts anew with the next attempt.
      }
    }
    return undefined;
  }
}
