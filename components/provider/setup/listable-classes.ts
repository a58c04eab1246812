import { type WorkerCard } from '@/lib/blobs/worker-card';
import { type ClassRow } from '@/lib/index-api/shapes';

/** Classes that a machine may be listed in at a tier; on a local network memory floors do not count. */
export function listableClasses(
  classes: readonly ClassRow[],
  card: WorkerCard | null,
  tier: number,
): readonly ClassRow[] {
  return classes.filter(
    ({ vram_mib, tier_min }) =>
      tier_min <= tier && (card?.local_only === true || (card?.vram_mib ?? 0) >= vram_mib),
  );
}
