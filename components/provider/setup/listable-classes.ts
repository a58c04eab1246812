import { type WorkerCard } from '@/lib/blobs/worker-card';
import { type ClassRow, type MarketSnapshot } from '@/lib/index-api/shapes';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';

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

/** The network's classes; those of its genesis while the market cannot be read. */
export const classesOf = (market: MarketSnapshot | undefined): readonly ClassRow[] =>
  market?.classes ?? genesisClasses;

const genesisClasses = genesisGpuClasses.map(({ classId, name, vramMib, tierMin }) => ({
  class_id: classId,
  name,
  vram_mib: vramMib,
  tier_min: tierMin,
}));
