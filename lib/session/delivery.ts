import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { type Sha256Hex } from '@/lib/blobs/digest';
import { equalBytes } from '@/lib/domain/bytes';
import { absentDigest, contentDigest, type Digest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { appendLeaf, emptyFrontier, frontierRoot, type MerkleFrontier } from '@/lib/domain/merkle-frontier';
import { type Engine, type JobPlan, type Segment } from '@/lib/engine/engine';
import { decodeJob, type Job } from '@/lib/engine/job';
import { emptyResult, placeSegment } from '@/lib/engine/result';

import { checkAnnouncement, checkSegment, type Mismatch, mismatch, outputBytesOf } from './segment-check';
import { type SignedProgress } from './session-record';
import { drawSpotCheck, type SpotCheckPolicy } from './spot-check';

/** How often our own engine may fail at a segment before the segment is left unaccepted. */
const recheckAttempts = 3;

export interface DeliveryOptions {
  readonly engine: Pick<Engine, 'verifySegment'>;
  /** Canonical job and scene bytes, as the lease names them. */
  readonly job: Uint8Array;
  readonly scene: Uint8Array;
  readonly plan: JobPlan;
  readonly spotChecks: SpotCheckPolicy;
  /** What vouchers signed before a restart say; the worker must deliver the same again. */
  readonly earlier: SignedProgress | null;
  readonly onDelivered?: (segment: Segment) => void;
  readonly onRechecked?: (index: number, matches: boolean) => void;
  /** Something changed: more is accepted, or a mismatch was found. */
  readonly onChange?: () => void;
  readonly signal: AbortSignal;
}

/**
 * The renter's own account of what was delivered, resting on nothing the worker says: every output is hashed again,
 * its leaf and work units recomputed, and some segments, chosen where the worker cannot foresee it, computed again.
 */
export class Delivery {
  readonly job: Job;
  /** The picture so far, as canonical result bytes. */
  readonly result: Uint8Array;
  readonly #options: DeliveryOptions;
  readonly #leaves: Digest[] = [];
  #frontier: MerkleFrontier = emptyFrontier;
  #mismatch: Mismatch | null = null;
  readonly #beingChecked = new Set<number>();
  #checks: Promise<void> = Promise.resolve();
  #checked = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.job = decodeJob(options.job);
    this.result = emptyResult(this.job);
  }

  /** Segments received in order, with all hashes in agreement. */
  get delivered(): number {
    return this.#leaves.length;
  }

  /** Segments before the first whose recomputation is still open. */
  get accepted(): number {
    return Math.min(this.delivered, ...this.#beingChecked);
  }

  /** Segments computed again and found equal. */
  get rechecked(): number {
    return this.#checked;
  }

  get complete(): boolean {
    return this.delivered === this.#options.plan.segmentCount;
  }

  /** Once set, nothing more is accepted. */
  get mismatch(): Mismatch | null {
    return this.#mismatch;
  }

  /** Root over the delivered leaves; 32 zero bytes before the first. */
  get deliveredRoot(): Digest {
    return this.delivered === 0 ? absentDigest() : frontierRoot(this.#frontier);
  }

  /** Root over the first `count` leaves, or null where fewer were delivered. */
  rootOfFirst(count: number): Digest | null {
    if (count < 1 || count > this.delivered) return null;
    return count === this.delivered ? this.deliveredRoot : merkleRoot(this.#leaves.slice(0, count));
  }

  /** SHA-256 of the complete result. */
  resultRoot(): Digest {
    return contentDigest(this.result);
  }

  /**
   * Takes the next segment, fetching its output by hash; rejects only when `fetchOutput` does. A segment that does not
   * fit is not taken, and becomes the mismatch.
   */
  async take(
    event: SegmentEvent,
    fetchOutput: (sha256: Sha256Hex, bytes: number) => Promise<Uint8Array>,
  ): Promise<void> {
    if (this.#mismatch !== null || event.index < this.delivered) return;
    const misannounced = checkAnnouncement(event, this.job, this.#options.plan);
    if (misannounced !== null) return this.refuse(misannounced);
    const output = await fetchOutput(event.output_sha256, outputBytesOf(this.job, event.index));
    const check = checkSegment(event, output);
    if (!check.ok) return this.refuse(check.mismatch);
    this.#append(check.segment);
  }

  /** Records what contradicts the job; the first one stands. */
  refuse(found: Mismatch): void {
    this.#mismatch ??= found;
    this.#options.onChange?.();
  }

  /** Resolves when every recomputation begun so far has ended. */
  async checksDone(): Promise<void> {
    await this.#checks;
  }

  #append(segment: Segment): void {
    this.#leaves.push(segment.leaf);
    this.#frontier = appendLeaf(this.#frontier, segment.leaf);
    placeSegment(this.result, this.job, segment);
    const { earlier, plan, spotChecks } = this.#options;
    if (earlier?.deliveredSegments === this.delivered && !this.#isRootOf(earlier)) {
      const sentence = 'The worker delivers other segments than before the interruption.';
      return this.refuse(mismatch('segments-changed', sentence));
    }
    const vouched = segment.index < (earlier?.acceptedSegments ?? 0);
    const progress = {
      checked: this.#checked + this.#beingChecked.size,
      remaining: plan.segmentCount - segment.index,
    };
    if (!vouched && drawSpotCheck(spotChecks, progress)) this.#recheck(segment);
    this.#options.onDelivered?.(segment);
    this.#options.onChange?.();
  }

  #isRootOf(earlier: SignedProgress): boolean {
    return equalBytes(this.deliveredRoot, earlier.deliveredRoot);
  }

  #recheck(claimed: Segment): void {
    this.#beingChecked.add(claimed.index);
    this.#checks = this.#checks.then(() => this.#verify(claimed));
  }

  async #verify(claimed: Segment): Promise<void> {
    const matches = await this.#computeAgain(claimed);
    // This machine could not compute it. The segment stays unaccepted, for it was chosen to be proved.
    if (matches === undefined) return;
    this.#options.onRechecked?.(claimed.index, matches);
    if (!matches) {
      const sentence = 'Computed again on this machine, the segment comes out differently.';
      return this.refuse(mismatch('segment-recomputed-differs', sentence, claimed.index));
    }
    this.#checked += 1;
    this.#beingChecked.delete(claimed.index);
    this.#options.onChange?.();
  }

  /** Whether the segment comes out the same here; undefined when our own engine failed each time. */
  async #computeAgain(claimed: Segment): Promise<boolean | undefined> {
    const { engine, job, scene, signal } = this.#options;
    for (let attempt = 0; attempt < recheckAttempts; attempt += 1) {
      if (signal.aborted || this.#mismatch !== null) return undefined;
      try {
        return (await engine.verifySegment({ job, input: scene, claimed, signal })).matches;
      } catch {
        // An engine that crashed says nothing about the segment: it starts anew with the next attempt.
      }
    }
    return undefined;
  }
}
