import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { bytesFromHex, equalBytes } from '@/lib/domain/bytes';
import { absentDigest } from '@/lib/domain/commitment';
import { type JobPlan, type Segment } from '@/lib/engine/engine';
import { type Job, PIXEL_BYTES, tileOf } from '@/lib/engine/job';
import { noState, segmentHashesAgree } from '@/lib/engine/segment-commitment';

/** Why a delivered segment cannot be what the job asks for. Hashes that disagree are no accident. */
export const mismatchCodes = [
  'segment-not-planned',
  'segment-units-differ',
  'segment-carries-state',
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

/** Bytes that the output of segment `index` must have. */
export function outputBytesOf(job: Job, index: number): number {
  const tile = tileOf(job, index);
  return tile.width * tile.height * PIXEL_BYTES;
}

/** Checks what the worker says of a segment before its output is fetched. */
export function checkAnnouncement(event: SegmentEvent, job: Job, plan: JobPlan): Mismatch | null {
  const { index } = event;
  const planned = plan.cumulativeUnits[index];
  if (planned === undefined || index >= plan.segmentCount) {
    return mismatch('segment-not-planned', 'The job has no such segment.', index);
  }
  const units = planned - (plan.cumulativeUnits[index - 1] ?? 0n);
  if (event.units !== units) {
    const sentence = `The worker counts ${event.units} work units where the plan says ${units}.`;
    return mismatch('segment-units-differ', sentence, index);
  }
  const absent = '0'.repeat(64);
  if (event.state_in !== absent || event.state_out !== absent) {
    return mismatch('segment-carries-state', 'The segment carries state, and this job has none.', index);
  }
  if (event.output_bytes !== outputBytesOf(job, index)) {
    return mismatch('segment-size-differs', 'The output is not as large as its tile.', index);
  }
  return null;
}

/** Hashes a segment's output again and compares everything that was committed to. Renders nothing. */
export function checkSegment(event: SegmentEvent, output: Uint8Array): SegmentCheck {
  const segment: Segment = {
    index: event.index,
    units: event.units,
    ...noState,
    operationRoot: bytesFromHex(event.operation_root) ?? absentDigest(),
    leaf: bytesFromHex(event.leaf) ?? absentDigest(),
    output,
  };
  if (segmentHashesAgree(segment) && !equalBytes(segment.leaf, absentDigest())) return { ok: true, segment };
  const sentence = 'The output does not hash to what the worker committed to.';
  return { ok: false, mismatch: mismatch('segment-hashes-disagree', sentence, event.index) };
}

export function mismatch(code: MismatchCode, sentence: string, segment: number | null = null): Mismatch {
  return { code, sentence, segment };
}
