import { depthOf } from '@/lib/domain/market-depth';
import { type OfferRow, type PricePoint } from '@/lib/index-api/shapes';
import { priceInForce } from '@/lib/matching/book-offer';

/** How far apart kept points are, by their age in seconds; older than the last they are dropped. */
const spacings = [
  { youngerThanS: 600, apartS: 1 },
  { youngerThanS: 7_200, apartS: 10 },
  { youngerThanS: 7 * 86_400, apartS: 300 },
] as const;
/** Thinned when it grows by this many, so that a point costs little. */
const thinnedEvery = 500;

/** Asking prices of each class over time, in memory: at most about 3,800 points a class. */
export class PriceRecord {
  readonly #points = new Map<number, PricePoint[]>();

  history(classId: number): readonly PricePoint[] {
    return this.#points.get(classId) ?? [];
  }

  newest(): readonly PricePoint[] {
    return [...this.#points.values()].flatMap((points) => points.slice(-1));
  }

  classes(): readonly number[] {
    return [...this.#points.keys()];
  }

  /**
   * Takes the prices of a class at an instant.
   *
   * @param always also keep a point that is as the one before, so that a chart shows that time went on
   * @returns the point, or null where it was not kept
   */
  sample(classId: number, offers: readonly OfferRow[], nowUnixS: bigint, always: boolean): PricePoint | null {
    const point = pricePointOf(classId, offers, nowUnixS);
    const points = this.#points.get(classId) ?? [];
    const last = points.at(-1);
    if (last !== undefined && !always && sameFigures(last, point)) return null;
    // Two changes within a second of the chain's clock: the later one is what the second ends with.
    if (last !== undefined && last.unix_s >= point.unix_s) points.pop();
    points.push(point);
    this.#points.set(classId, points.length % thinnedEvery === 0 ? thinned(points, point.unix_s) : points);
    return point;
  }
}

/**
 * What a class costs at an instant, over the offers that can be taken then. Machines of a local network never mix into
 * the prices of others.
 */
export function pricePointOf(classId: number, rows: readonly OfferRow[], nowUnixS: bigint): PricePoint {
  const live = rows.filter((row) => row.live_until_unix_s > nowUnixS && row.run);
  const others = live.filter((row) => !row.local_only);
  const counted = others.length > 0 ? others : live;
  const asks = counted.map((row) => ({ pricePerHour: priceInForce(row, nowUnixS), gpuFree: row.gpu_free }));
  const depth = depthOf(asks);
  return {
    class_id: classId,
    unix_s: Number(nowUnixS),
    lowest_per_hour_usdc_atoms: depth?.lowest ?? null,
    median_per_hour_usdc_atoms: depth?.median ?? null,
    gpus_free: depth?.gpusFree ?? 0,
    gpus_listed: counted.reduce((sum, row) => sum + row.gpu_count, 0),
    local_only: live.length > 0 && others.length === 0,
  };
}

function sameFigures(one: PricePoint, other: PricePoint): boolean {
  return (
    one.lowest_per_hour_usdc_atoms === other.lowest_per_hour_usdc_atoms &&
    one.median_per_hour_usdc_atoms === other.median_per_hour_usdc_atoms &&
    one.gpus_free === other.gpus_free &&
    one.gpus_listed === other.gpus_listed &&
    one.local_only === other.local_only
  );
}

/** The last point of each interval, whose length depends on its age. */
function thinned(points: readonly PricePoint[], nowUnixS: number): PricePoint[] {
  return points.filter(({ unix_s }, index) => {
    const spacing = spacings.find(({ youngerThanS }) => nowUnixS - unix_s < youngerThanS);
    if (spacing === undefined) return false;
    const next = points[index + 1];
    return (
      next === undefined || Math.floor(next.unix_s / spacing.apartS) !== Math.floor(unix_s / spacing.apartS)
    );
  });
}
