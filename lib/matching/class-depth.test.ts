import { describe, expect, it } from 'vitest';

import { openBook } from './book-offer';
import { classDepths } from './class-depth';
import { offerRow } from './testing/offer-row';

const classes = [
  { class_id: 3, name: 'NVIDIA RTX 4090', vram_mib: 24_576, tier_min: 1 },
  { class_id: 8, name: 'NVIDIA H100', vram_mib: 81_920, tier_min: 3 },
];

function depthsOf(...changes: readonly Parameters<typeof offerRow>[0][]) {
  return classDepths(openBook(changes.map(offerRow), classes, 0n), classes);
}

describe('prices by class', () => {
  it('keep demo machines out of the prices of others', () => {
    const [depth] = depthsOf(
      { price_per_hour_usdc_atoms: 1n, local_only: true },
      { price_per_hour_usdc_atoms: 300_000n, gpu_free: 2 },
    );
    expect(depth).toMatchObject({ demoOnly: false, depth: { lowest: 300_000n, gpusFree: 2 } });
  });

  it('are marked where only demo machines stand behind them', () => {
    const [depth] = depthsOf({ price_per_hour_usdc_atoms: 320_000n, local_only: true });
    expect(depth).toMatchObject({ demoOnly: true, depth: { lowest: 320_000n } });
  });

  it('are none where nothing can be taken', () => {
    expect(depthsOf({})[1]).toMatchObject({ depth: undefined, steps: [], demoOnly: false });
  });
});
