import { address } from '@solana/kit';

import { hexFromBytes } from '@/lib/domain/bytes';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
import { tileOf } from '@/lib/engine/tiles';
import { fetchModelFile } from '@/lib/models/models-client';
import { fetchLeftState } from '@/lib/session/browser/fetch-left-state';
import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type PreparedCommission } from '@/lib/session/commission';
import { drawDistinct, segmentOf } from '@/lib/session/result-checks';

import { resultToCheck } from './result-to-check';

/** What computing a segment again came to. */
export interface SegmentVerdict {
  readonly index: number;
  readonly matches: boolean;
  readonly sentence: string;
}

export interface SegmentToRecheck {
  readonly live: LiveLease;
  readonly commission: PreparedCommission;
  /** Hands out the states between segments. */
  readonly provider: string;
  /** Canonical result bytes. */
  readonly result: Uint8Array;
}

/**
 * Computes a random segment again that is not among `done`, and compares every bit with the result.
 *
 * @throws EngineError when this page cannot compute it, or `signal` was raised
 * @throws Error when the model that it needs is not to be had
 * @throws DataPlaneError when the machine does not hand out what the segment goes on from
 */
export async function recheckSegment(
  { live, commission, provider, result }: SegmentToRecheck,
  done: readonly number[],
  signal: AbortSignal,
): Promise<SegmentVerdict> {
  const { jobBytes, input, outline, plan } = commission;
  const open = Array.from({ length: plan.segmentCount }, (_, index) => index).filter(
    (at) => !done.includes(at),
  );
  const [drawn = 0] = drawDistinct(open.length, 1);
  const index = open[drawn] ?? 0;
  const claimed = segmentOf(resultToCheck(live, commission, result), index);
  const before = live.left[index - 1];
  const state =
    before === undefined
      ? {}
      : { state: await fetchLeftState(live.address, address(provider), before, signal) };
  const { model } = outline;
  const weights = model === null ? {} : { model: await fetchModelFile(hexFromBytes(model.sha256)) };
  const engine = await browserEngine();
  const startedMs = performance.now();
  const verdict = await engine.verifySegment({ job: jobBytes, input, ...weights, ...state, claimed, signal });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const where = describeSegment(outline, index);
  if (verdict.matches) {
    return {
      index,
      matches: true,
      sentence: `${where}: equal in all ${claimed.output.length} bytes, ${seconds} s`,
    };
  }
  const at = verdict.firstDifferenceAt;
  const difference = at === undefined ? 'its record differs' : `byte ${at} is the first that differs`;
  return { index, matches: false, sentence: `${where}: comes out differently here; ${difference}` };
}

function describeSegment(outline: JobOutline, index: number): string {
  switch (outline.family) {
    case 'rendering': {
      const { left, top, width, height } = tileOf(outline.job, index);
      return `Tile ${index}, ${width}×${height} pixels at ${left},${top}`;
    }
    case 'simulation': {
      const { segmentSteps, steps } = outline.job;
      const last = Math.min((index + 1) * segmentSteps, steps);
      return `Segment ${index}, steps ${index * segmentSteps + 1} to ${last}`;
    }
    case 'generation': {
      const { segmentPositions } = outline.job;
      const first = index * segmentPositions;
      return `Segment ${index}, positions ${first} to ${first + segmentPositions - 1}`;
    }
  }
}
