import { type PricePoint } from '@/lib/index-api/shapes';

/** Columns of the chart: unix seconds, then USDC per GPU-hour; null where nothing could be taken. */
export type ChartData = [times: number[], lowest: (number | null)[], median: (number | null)[]];

const atomsPerUsdc = 1_000_000;

/** Points (oldest first) as columns. `untilUnixS` draws the last price on to now. */
export function chartData(points: readonly PricePoint[], untilUnixS?: number): ChartData {
  const data: ChartData = [[], [], []];
  for (const point of points) append(data, point.unix_s, point);
  const last = points.at(-1);
  if (last !== undefined && untilUnixS !== undefined && untilUnixS > last.unix_s)
    append(data, untilUnixS, last);
  return data;
}

function append([times, lowest, median]: ChartData, unixS: number, point: PricePoint): void {
  times.push(unixS);
  lowest.push(usdc(point.lowest_per_hour_usdc_atoms));
  median.push(usdc(point.median_per_hour_usdc_atoms));
}

function usdc(atoms: bigint | null): number | null {
  return atoms === null ? null : Number(atoms) / atomsPerUsdc;
}
