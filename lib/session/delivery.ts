import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { type Sha256Hex } from '@/lib/blobs/digest';
import { bytesFromHex, equalBytes } from '@/lib/domain/bytes';
import { absentDigest, contentDigest, type Digest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { appendLeaf, emptyFrontier, frontierRoot, type MerkleFrontier } from '@/lib/domain/merkle-frontier';
import { type Engine, type JobPlan, type Segment } from '@/lib/engine/engine';
import { type JobOutline, type ResultInTheMaking } from '@/lib/engine/outline/job-outline';
import { outlineOf } from '@/lib/engine/outline/outline-of';

import { type LeftState } from './left-state';
import { checkAnnouncement, checkSegment, type Mismatch, mismatch } from './segment-check';
import { SegmentRecheck } from './segment-recheck';
import { type SignedProgress } from './session-record';
import { drawSpotCheck, type SpotCheckPolicy } from './spot-check';

export interface DeliveryOptions {
  readonly engine: Pick<Engine, 'verifySegment'>;
  /** Canonical job and input bytes, as the lease names them. */
  readonly job: Uint8Array;
  readonly input: Uint8Array;
  readonly plan: JobPlan;
  readonly spotChecks: SpotCheckPolicy;
  /** What vouchers signed before a restart say; the worker must deliver the same again. */
  readonly earlier: SignedProgress | null;
  readonly onDelivered?: (delivered: DeliveredSegment) => void;
  readonly onRechecked?: (index: number, matches: boolean) => void;
  /** Something changed: more is accepted, or a mismatch was found. */
  readonly onChange?: () => void;
  readonly signal: AbortSignal;
}

/** A segment that fits the job so far. */
export interface DeliveredSegment {
  readonly segment: Segment;
  /** What it left for the next one, where the job carries state. */
  readonly left: LeftState | null;
  /** The state that ends the result; null before the last segment, and where results end without one. */
  readonly ending: Uint8Array | null;
}

/** Fetches bytes that the worker named. */
export type FetchNamed = (sha256: Sha256Hex, bytes: number) => Promise<Uint8Array>;

/**
 * The renter's own account of what was delivered, resting on nothing the worker says: every output is hashed again,
 * its leaf and work units recomputed, and some segments, chosen where the worker cannot foresee it, computed again.
 */
export class Delivery {
  readonly outline: JobOutline;
  readonly #options: DeliveryOptions;
  readonly #making: ResultInTheMaking;
  readonly #leaves: Digest[] = [];
  readonly #left: LeftState[] = [];
  readonly #firstState: Digest;
  readonly #recheck: SegmentRecheck;
  #frontier: MerkleFrontier = emptyFrontier;
  #mismatch: Mismatch | null = null;
  /** Whether the segment that comes next is computed again. Drawn once: who cannot be fetched from is not drawn anew. */
  #draw: { readonly index: number; readonly drawn: boolean } | null = null;

  /** @throws EngineError when job or input are damaged */
  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.outline = outlineOf(options.job);
    this.#making = this.outline.beginResult();
    this.#firstState = this.outline.carried?.firstRoot(options.input) ?? absentDigest();
    this.#recheck = new SegmentRecheck({
      ...options,
      isWanted: () => this.#mismatch === null,
      onVerdict: (index, matches) => this.#judge(index, matches),
    });
  }

  /** Segments received in order, with all hashes in agreement. */
  get delivered(): number {
    return this.#leaves.length;
  }

  /** Segments before the first whose recomputation is still open. */
  get accepted(): number {
    return Math.min(this.delivered, this.#recheck.firstOpen);
  }

  /** Segments computed again and found equal. */
  get rechecked(): number {
    return this.#recheck.passed;
  }

  get complete(): boolean {
    return this.delivered === this.#options.plan.segmentCount;
  }

  /** Once set, nothing more is accepted. */
  get mismatch(): Mismatch | null {
    return this.#mismatch;
  }

  /** The result so far, as canonical bytes. */
  get result(): Uint8Array {
    return this.#making.bytes();
  }

  /** What each delivered segment left; none where the job carries no state. */
  get left(): readonly LeftState[] {
    return this.#left;
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
   * Takes the next segment, fetching its output by hash; rejects only when `fetchNamed` does. A segment that does not
   * fit is not taken, and becomes the mismatch.
   */
  async take(event: SegmentEvent, fetchNamed: FetchNamed): Promise<void> {
    if (this.#mismatch !== null || event.index < this.delivered) return;
    const { outline } = this;
    const { plan } = this.#options;
    const stateIn = this.#left.at(-1)?.root ?? this.#firstState;
    const misannounced = checkAnnouncement(event, { outline, plan, stateIn });
    if (misannounced !== null) return this.refuse(misannounced);
    // Positions of a prompt put nothing out.
    const output =
      event.output_bytes === 0 ? new Uint8Array() : await fetchNamed(event.output_sha256, event.output_bytes);
    const check = checkSegment(event, output);
    if (!check.ok) return this.refuse(check.mismatch);
    const before = this.#isDrawn(event.index) ? await this.#stateBefore(fetchNamed) : null;
    const ending = await this.#ending(event, fetchNamed);
    if (this.#mismatch === null)
      this.#append({ segment: check.segment, left: leftBy(event), ending }, before);
  }

  /** Records what contradicts the job; the first one stands. */
  refuse(found: Mismatch): void {
    this.#mismatch ??= found;
    this.#options.onChange?.();
  }

  /** Resolves when every recomputation begun so far has ended. */
  checksDone(): Promise<void> {
    return this.#recheck.done();
  }

  /** What the segment to be computed again goes on from; nothing where that is the input. */
  async #stateBefore(fetchNamed: FetchNamed): Promise<{ readonly state?: Uint8Array }> {
    const before = this.#left.at(-1);
    return before === undefined ? {} : { state: await fetchNamed(before.sha256, before.bytes) };
  }

  /** The state that ends the result; null where none does, or not yet. */
  async #ending({ index, state, state_out }: SegmentEvent, fetchNamed: FetchNamed) {
    const { carried, segmentCount } = this.outline;
    if (carried?.endsResult !== true || index + 1 < segmentCount || state === null) return null;
    const bytes = await fetchNamed(state.sha256, state.bytes);
    const root = carried.rootOf(bytes);
    if (root !== null && equalBytes(root, bytesFromHex(state_out) ?? absentDigest())) return bytes;
    const sentence = 'The final state does not hash to what the worker committed to.';
    this.refuse(mismatch('segment-hashes-disagree', sentence, index));
    return null;
  }

  #append(taken: DeliveredSegment, recheckFrom: { readonly state?: Uint8Array } | null): void {
    const { segment, left, ending } = taken;
    this.#leaves.push(segment.leaf);
    this.#frontier = appendLeaf(this.#frontier, segment.leaf);
    this.#making.place(segment.index, segment.output);
    if (left !== null) this.#left.push(left);
    if (ending !== null) this.#making.placeState(ending);
    const { earlier } = this.#options;
    if (earlier?.deliveredSegments === this.delivered && !this.#isRootOf(earlier)) {
      const sentence = 'The worker delivers other segments than before the interruption.';
      return this.refuse(mismatch('segments-changed', sentence));
    }
    if (recheckFrom !== null) this.#recheck.begin({ claimed: segment, ...recheckFrom });
    this.#options.onDelivered?.(taken);
    this.#options.onChange?.();
  }

  #isRootOf(earlier: SignedProgress): boolean {
    return equalBytes(this.deliveredRoot, earlier.deliveredRoot);
  }

  #isDrawn(index: number): boolean {
    if (this.#draw?.index === index) return this.#draw.drawn;
    const { earlier, plan, spotChecks } = this.#options;
    const vouched = index < (earlier?.acceptedSegments ?? 0);
    const progress = { checked: this.#recheck.begun, remaining: plan.segmentCount - index };
    const drawn = !vouched && drawSpotCheck(spotChecks, progress);
    this.#draw = { index, drawn };
    return drawn;
  }

  #judge(index: number, matches: boolean): void {
    this.#options.onRechecked?.(index, matches);
    if (matches) return this.#options.onChange?.();
    const sentence = 'Computed again on this machine, the segment comes out differently.';
    this.refuse(mismatch('segment-recomputed-differs', sentence, index));
  }
}

function leftBy({ state, state_out }: SegmentEvent): LeftState | null {
  if (state === null) return null;
  return { root: bytesFromHex(state_out) ?? absentDigest(), ...state };
}
