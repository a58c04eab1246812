import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { bytesFromHex, equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { absentDigest, type Digest } from '@/lib/domain/commitment';
import { type JobPlan, type Segment } from '@/lib/engine/engine';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
import { segmentHashesAgree } from '@/lib/engine/segment-commitment';

/** Why a delivered segment cannot be what the job asks for. Hashes that disagree are no accident. */
export const mismatchCodes = [
  'segment-not-planned',
  'segment-units-differ',
  'segment-carries-state',
  'segment-state-differs',
  'segment-size-differs',
  'segment-hashes-disagree',
  'segment-recomputed-differs',
  'segments-changed',
  'job-differs',
  'attestation-differs',
  'result-differs',
] as const;
export type MismatchCode = (typeof mismatchCodes)[number];

/** What the provider delivered or signed contradicts the job or itself. Nothing more is accepted from then on. */
export interface Mismatch {
  readonly code: MismatchCode;
  readonly sentence: string;
  /** The segment in question; null when it is about the whole. */
  readonly segment: number | null;
}

export type SegmentCheck =
  { readonly ok: true; readonly segment: Segment } | { readonly ok: false; readonly mismatch: Mismatch };

/** What is known before a segment is announced. */
export interface Expected {
  readonly outline: JobOutline;
  readonly plan: JobPlan;
  /** Root of the state that the segment must go on from; zeros where the job carries none. */
  readonly stateIn: Digest;
}

/** Checks what the worker says of a segment before its output is fetched. */
export function checkAnnouncement(event: SegmentEvent, expected: Expected): Mismatch | null {
  const { index } = event;
  const { plan, outline } = expected;
  const planned = plan.cumulativeUnits[index];
  if (planned === undefined || index >= plan.segmentCount) {
    return mismatch('segment-not-planned', 'The job has no such segment.', index);
  }
  const units = planned - (plan.cumulativeUnits[index - 1] ?? 0n);
  if (event.units !== units) {
    const sentence = `The worker counts ${event.units} work units where the plan says ${units}.`;
    return mismatch('segment-units-differ', sentence, index);
  }
  const most = outline.outputBytes(index);
  const fits = outline.mayEndEarly ? event.output_bytes <= most : event.output_bytes === most;
  if (!fits) {
    return mismatch('segment-size-differs', 'The output is not as long as the job says.', index);
  }
  return outline.carried === null
    ? stateUncalledFor(event)
    : carriedStateDiffers(event, outline.carried.mostBytes, expected.stateIn);
}

function stateUncalledFor({ index, state_in, state_out, state }: SegmentEvent): Mismatch | null {
  const absent = hexFromBytes(absentDigest());
  if (state_in === absent && state_out === absent && state === null) return null;
  return mismatch('segment-carries-state', 'The segment carries state, and this job has none.', index);
}

function carriedStateDiffers(event: SegmentEvent, mostBytes: bigint, stateIn: Digest): Mismatch | null {
  if (event.state_in !== hexFromBytes(stateIn)) {
    const sentence = 'The segment does not go on from the state that the one before it left.';
    return mismatch('segment-state-differs', sentence, event.index);
  }
  if (event.state === null || BigInt(event.state.bytes) > mostBytes) {
    const sentence = 'The segment leaves no state, or a longer one than the job has.';
    return mismatch('segment-state-differs', sentence, event.index);
  }
  return null;
}

/** Hashes a segment's output again and compares everything that was committed to. Computes nothing again. */
export function checkSegment(event: SegmentEvent, output: Uint8Array): SegmentCheck {
  const digestOf = (hex: string): Digest => bytesFromHex(hex) ?? absentDigest();
  const segment: Segment = {
    index: event.index,
    units: event.units,
    stateIn: digestOf(event.state_in),
    operationRoot: digestOf(event.operation_root),
    stateOut: digestOf(event.state_out),
    leaf: digestOf(event.leaf),
    output,
  };
  if (segmentHashesAgree(segment) && !equalBytes(segment.leaf, absentDigest())) return { ok: true, segment };
  const sentence = 'The output does not hash to what the worker committed to.';
  return { ok: false, mismatch: mismatch('segment-hashes-disagree', sentence, event.index) };
}

export function mismatch(code: MismatchCode, sentence: string, segment: number | null = null): Mismatch {
  return { code, sentence, segment };
}
