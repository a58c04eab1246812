import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { tileOf } from '@/lib/engine/job';
import { type PreparedCommission } from '@/lib/session/commission';
import { drawDistinct, segmentOf } from '@/lib/session/result-checks';

/** What rendering a tile again came to. */
export interface TileVerdict {
  readonly index: number;
  readonly matches: boolean;
  readonly sentence: string;
}

/**
 * Renders a random tile again that is not among `done`, and compares every bit with the picture.
 *
 * @throws EngineError when this page cannot compute it, or `signal` was raised
 */
export async function recheckTile(
  { job, jobBytes, scene, plan }: PreparedCommission,
  result: Uint8Array,
  done: readonly number[],
  signal: AbortSignal,
): Promise<TileVerdict> {
  const open = Array.from({ length: plan.segmentCount }, (_, index) => index).filter(
    (at) => !done.includes(at),
  );
  const [drawn = 0] = drawDistinct(open.length, 1);
  const index = open[drawn] ?? 0;
  const claimed = segmentOf({ job, plan, result }, index);
  const engine = await browserEngine();
  const startedMs = performance.now();
  const verdict = await engine.verifySegment({ job: jobBytes, input: scene, claimed, signal });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const { left, top, width, height } = tileOf(job, index);
  const where = `Tile ${index}, ${width}×${height} pixels at ${left},${top}`;
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
