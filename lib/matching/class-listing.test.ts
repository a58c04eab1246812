import { describe, expect, it } from 'vitest';

import { classListing } from './class-listing';

const classRow = { class_id: 3, name: 'NVIDIA RTX 4090', vram_mib: 24_576, tier_min: 1 };

function listingAt(lowest: bigint | null, local_only: boolean) {
  const price = {
    class_id: 3,
    unix_s: 1,
    lowest_per_hour_usdc_atoms: lowest,
    median_per_hour_usdc_atoms: lowest,
    gpus_free: 1,
    gpus_listed: 1,
    local_only,
  };
  return classListing(classRow, { prices: [price] });
}

describe('a model for machines that read pages', () => {
  it('is on offer at its lowest price an hour', () => {
    expect(listingAt(1_320_000n, false)).toMatchObject({
      offers: {
        availability: 'https://schema.org/InStock',
        price: '1.32',
        priceSpecification: { unitCode: 'HUR' },
      },
    });
  });

  it.each([
    ['only demo machines stand behind the price', 320_000n, true],
    ['nothing can be taken', null, false],
  ])('is not on offer when %s', (_when, lowest, localOnly) => {
    const listing = listingAt(lowest, localOnly);
    expect(listing).toMatchObject({ offers: { availability: 'https://schema.org/OutOfStock' } });
    expect(JSON.stringify(listing)).not.toContain('USDC');
  });
});
