import { describe, expect, it } from 'vitest';

import { type PricePoint } from '@/lib/index-api/shapes';

import { chartData } from './chart-data';

function point(unix_s: number, lowest: bigint | null): PricePoint {
  return {
    class_id: 3,
    unix_s,
    lowest_per_hour_usdc_atoms: lowest,
    median_per_hour_usdc_atoms: lowest,
    gpus_free: lowest === null ? 0 : 1,
    gpus_listed: 1,
    local_only: false,
  };
}

describe('the price chart', () => {
  it('leaves a gap where nothing could be taken', () => {
    expect(chartData([point(10, 320_000n), point(20, null)])[1]).toEqual([0.32, null]);
  });

  it('carries the last price on to now', () => {
    const [times, lowest] = chartData([point(10, 320_000n)], 60);
    expect(times).toEqual([10, 60]);
    expect(lowest).toEqual([0.32, 0.32]);
  });

  it('draws nothing backwards when the clock is behind the last point', () => {
    expect(chartData([point(10, 1n)], 5)[0]).toEqual([10]);
  });
});
