import { type Engine } from '@/lib/engine/engine';
import { type Job, segmentCount } from '@/lib/engine/job';
import { type Attestation, type Lease } from '@/lib/pyronet/generated';
import { checkResult, drawDistinct, type ResultToCheck, segmentOf } from '@/lib/session/result-checks';

import { DemoProblem, exitCode } from './demo-problem';
import { describeTile } from './live-view';
import { type Terminal } from './terminal';

export interface ResultToVerify extends ResultToCheck {
  readonly engine: Engine;
  readonly job: Job;
  readonly jobBytes: Uint8Array;
  readonly lease: Lease;
  readonly attestation: Attestation;
  /** Tiles to compute again. */
  readonly recheckTiles: number;
  readonly terminal: Terminal;
}

/**
 * Checks the picture from scratch against the chain, and computes some tiles again.
 *
 * @throws DemoProblem with exit code 1 at the first thing that does not agree
 */
export async function verifyResult(check: ResultToVerify): Promise<void> {
  const { job, lease, attestation, terminal, engine, jobBytes, input } = check;
  for (const { what, ours, onChain, equal } of checkResult(check, lease, attestation)) {
    if (!equal) throw mismatched(`${what} is ${onChain} on chain, but ${ours} here.`);
    terminal.line(`  ${terminal.paint.good('✓')} ${what.padEnd(14)} ${ours}`);
  }
  const tiles = segmentCount(job);
  const chosen = drawDistinct(tiles, check.recheckTiles);
  for (const index of chosen) {
    const { matches } = await engine.verifySegment({
      job: jobBytes,
      input,
      claimed: segmentOf(check, index),
    });
    if (!matches) throw mismatched(`Computed again here, ${describeTile(job, index)} comes out differently.`);
  }
  terminal.line(
    `  ${terminal.paint.good('✓')} ${chosen.length} of ${tiles} tiles computed again here, bit for bit the same`,
  );
}

function mismatched(message: string): DemoProblem {
  return new DemoProblem(
    exitCode.mismatch,
    `The picture is not the one that was proved: ${message}`,
    'Keep the files in the data folder: they are evidence against the provider.',
  );
}
