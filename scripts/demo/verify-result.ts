import { equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import { merkleRoot } from '@/lib/domain/merkle';
import { type Engine, type JobPlan, type Segment } from '@/lib/engine/engine';
import { type Job, segmentCount, tileOf, PIXEL_BYTES } from '@/lib/engine/job';
import { operationRoot, statelessSegmentLeaf } from '@/lib/engine/segment-commitment';
import { type Attestation, type Lease } from '@/lib/pyronet/generated';

import { DemoProblem, exitCode } from './demo-problem';
import { describeTile } from './live-view';
import { type Terminal } from './terminal';

export interface ResultToVerify {
  readonly engine: Engine;
  readonly job: Job;
  readonly jobBytes: Uint8Array;
  readonly scene: Uint8Array;
  readonly plan: JobPlan;
  /** Canonical result bytes as assembled from the tiles. */
  readonly result: Uint8Array;
  readonly lease: Lease;
  readonly attestation: Attestation;
  /** Tiles to compute again. */
  readonly recheckTiles: number;
  readonly terminal: Terminal;
}

/**
 * Checks the picture from scratch, with nothing carried over from the session: pixels → tile leaves → segments root on
 * chain, picture → result hash on chain, job → job root and plan root on chain, and some tiles computed again.
 *
 * @throws DemoProblem with exit code 1 at the first thing that does not agree
 */
export async function verifyResult(check: ResultToVerify): Promise<void> {
  const { job, plan, result, lease, attestation, terminal, engine, jobBytes, scene } = check;
  const agree = (what: string, ours: Uint8Array, onChain: ArrayLike<number>): void => {
    const theirs = Uint8Array.from(onChain);
    if (!equalBytes(ours, theirs)) {
      throw mismatched(`${what} is ${hexFromBytes(theirs)} on chain, but ${hexFromBytes(ours)} here.`);
    }
    terminal.line(`  ${terminal.paint.good('✓')} ${what.padEnd(14)} ${hexFromBytes(ours)}`);
  };
  const segments = Array.from({ length: segmentCount(job) }, (_, index) => segmentOf(check, index));
  agree('job root', plan.jobRoot, lease.jobRoot);
  agree('plan root', plan.planRoot, lease.planRoot);
  agree('segments root', merkleRoot(segments.map(({ leaf }) => leaf)), attestation.segmentsRoot);
  agree('result hash', contentDigest(result), attestation.resultRoot);
  const chosen = drawDistinct(segments.length, Math.min(check.recheckTiles, segments.length));
  for (const index of chosen) {
    const claimed = segments[index];
    if (claimed === undefined) continue;
    const { matches } = await engine.verifySegment({ job: jobBytes, scene, claimed });
    if (!matches) throw mismatched(`Computed again here, ${describeTile(job, index)} comes out differently.`);
  }
  terminal.line(
    `  ${terminal.paint.good('✓')} ${chosen.length} of ${segments.length} tiles computed again here, bit for bit the same`,
  );
}

/** The segment as the picture itself implies it. */
function segmentOf({ job, plan, result }: ResultToVerify, index: number): Segment {
  const output = cutTile(result, job, index);
  const units = (plan.cumulativeUnits[index] ?? 0n) - (plan.cumulativeUnits[index - 1] ?? 0n);
  const root = operationRoot(output);
  return {
    index,
    units,
    operationRoot: root,
    leaf: statelessSegmentLeaf({ index, units, operationRoot: root }),
    output,
  };
}

const headerBytes = 16;

function cutTile(result: Uint8Array, job: Job, index: number): Uint8Array {
  const { left, top, width, height } = tileOf(job, index);
  const output = new Uint8Array(width * height * PIXEL_BYTES);
  for (let row = 0; row < height; row += 1) {
    const from = headerBytes + ((top + row) * job.width + left) * PIXEL_BYTES;
    output.set(result.subarray(from, from + width * PIXEL_BYTES), row * width * PIXEL_BYTES);
  }
  return output;
}

/** `count` different numbers below `limit`, from the system's secure source. */
function drawDistinct(limit: number, count: number): readonly number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) {
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    drawn.add(word % limit);
  }
  return [...drawn];
}

function mismatched(message: string): DemoProblem {
  return new DemoProblem(
    exitCode.mismatch,
    `The picture is not the one that was proved: ${message}`,
    'Keep the files in the data folder: they are evidence against the provider.',
  );
}
