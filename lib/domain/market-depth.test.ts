import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Ask, depthOf, depthSteps } from './market-depth';

const asks: readonly Ask[] = [
  { pricePerHour: 400_000n, gpuFree: 4 },
  { pricePerHour: 300_000n, gpuFree: 1 },
  { pricePerHour: 350_000n, gpuFree: 5 },
  { pricePerHour: 100_000n, gpuFree: 0 },
];

const anyAsks = fc.array(
  fc.record({ pricePerHour: fc.bigInt(0n, 5_000_000n), gpuFree: fc.integer({ min: 0, max: 9 }) }),
  { maxLength: 40 },
);

describe('depth of a class', () => {
  it('counts single GPUs, not listings, and none that is taken', () => {
    expect(depthOf(asks)).toEqual({
      offers: 3,
      gpusFree: 10,
      lowest: 300_000n,
      p10: 300_000n,
      median: 350_000n,
    });
  });

  it('is nothing where nothing can be taken', () => {
    expect(depthOf([])).toBeUndefined();
    expect(depthOf([{ pricePerHour: 1n, gpuFree: 0 }])).toBeUndefined();
  });

  it('agrees with a list of every free GPU by itself', () => {
    fc.assert(
      fc.property(anyAsks, (some) => {
        const each = some
          .flatMap((ask) => Array.from({ length: ask.gpuFree }, () => ask.pricePerHour))
          .sort((a, b) => Number(a - b));
        const depth = depthOf(some);
        const at = (share: number) => each[Math.ceil(each.length * share) - 1];
        expect([depth?.lowest, depth?.p10, depth?.median]).toEqual([each[0], at(0.1), at(0.5)]);
      }),
    );
  });

  it('adds up along the curve to all that is free', () => {
    expect(depthSteps([...asks, { pricePerHour: 350_000n, gpuFree: 2 }])).toEqual([
      { pricePerHour: 300_000n, gpusFree: 1 },
      { pricePerHour: 350_000n, gpusFree: 8 },
      { pricePerHour: 400_000n, gpusFree: 12 },
    ]);
  });
});
