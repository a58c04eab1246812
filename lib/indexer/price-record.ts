import { depthOf } from '@/lib/domain/market-depth';
import { effectivePricePerHour } from '@/lib/domain/price';
import { type OfferRow, type PricePoint } from '@/lib/index-api/shapes';

/** Points younger than this are all kept; of older ones one in each `sparseS`. */
const denseS = 3_600;
const sparseS = 300;
/** A week of sparse points and an hour of dense ones. */
const pointsPerClass = 2_400;

/** Asking prices of each class over time, in memory. */
export class PriceRecord {
  readonly #points = new Map<number, PricePoint[]>();

  history(classId: number): readonly PricePoint[] {
    return this.#points.get(classId) ?? [];
  }

  newest(): readonly PricePoint[] {
    return [...this.#points.values()].flatMap((points) => points.slice(-1));
  }

  /**
   * Takes the prices of an instant.
   *
   * @param always also keep those that are as before, so that a chart shows that time went on
   * @returns the points that were kept
   */
  sample(offers: Iterable<OfferRow>, nowUnixS: bigint, always: boolean): readonly PricePoint[] {
    const kept: PricePoint[] = [];
    const seen = new Set<number>();
    for (const [classId, rows] of groupByClass(offers)) {
      seen.add(classId);
      const point = pricePointOf(classId, rows, nowUnixS);
      if (this.#keep(point, always)) kept.push(point);
    }
    for (const classId of this.#points.keys()) {
      if (seen.has(classId)) continue;
      const point = pricePointOf(classId, [], nowUnixS);
      if (this.#keep(point, always)) kept.push(point);
    }
    return kept;
  }

  #keep(point: PricePoint, always: boolean): boolean {
    const points = this.#points.get(point.class_id) ?? [];
    const last = points.at(-1);
    if (last !== undefined && (last.unix_s >= point.unix_s || (!always && sameFigures(last, point))))
      return false;
    points.push(point);
    this.#points.set(point.class_id, thinned(points, point.unix_s));
    return true;
  }
}

/** What a class costs at an instant, over the offers that can be taken then. */
export function pricePointOf(classId: number, rows: readonly OfferRow[], nowUnixS: bigint): PricePoint {
  const open = rows.filter((row) => row.gpu_free > 0 && row.live_until_unix_s > nowUnixS);
  const depth = depthOf(
    open.map((row) => ({ pricePerHour: priceInForce(row, nowUnixS), gpuFree: row.gpu_free })),
  );
  return {
    class_id: classId,
    unix_s: Number(nowUnixS),
    lowest_per_hour_usdc_atoms: depth?.lowest ?? null,
    median_per_hour_usdc_atoms: depth?.median ?? null,
    gpus_free: depth?.gpusFree ?? 0,
    gpus_listed: rows.reduce((sum, row) => sum + row.gpu_count, 0),
    local_only: rows.length > 0 && rows.every((row) => row.local_only),
  };
}

function priceInForce(row: OfferRow, nowUnixS: bigint): bigint {
  return effectivePricePerHour(
    {
      pricePerHour: row.price_per_hour_usdc_atoms,
      pendingPrice: row.pending_price_per_hour_usdc_atoms,
      pendingFrom: row.pending_from_unix_s,
    },
    nowUnixS,
  );
}

function groupByClass(offers: Iterable<OfferRow>): ReadonlyMap<number, readonly OfferRow[]> {
  const groups = new Map<number, OfferRow[]>();
  for (const offer of offers) {
    const group = groups.get(offer.class_id);
    if (group === undefined) groups.set(offer.class_id, [offer]);
    else group.push(offer);
  }
  return groups;
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

function thinned(points: PricePoint[], nowUnixS: number): PricePoint[] {
  if (points.length <= pointsPerClass) return points;
  let lastSparse = -1;
  return points
    .filter(({ unix_s }) => {
      if (unix_s > nowUnixS - denseS) return true;
      const bucket = Math.floor(unix_s / sparseS);
      const first = bucket !== lastSparse;
      lastSparse = bucket;
      return first;
    })
    .slice(-pointsPerClass);
}
