import { formatVram } from '@/lib/domain/quantity';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassRow, type MarketSnapshot } from '@/lib/index-api/shapes';

/**
 * One GPU model as schema.org says a product on offer. The index's newest price stands behind it; prices of demo machines
 * are nobody's offer, so without others there is none.
 */
export function classListing(classRow: ClassRow, market: Pick<MarketSnapshot, 'prices'>): object {
  const price = market.prices.find(({ class_id }) => class_id === classRow.class_id);
  const lowest = price?.local_only === false ? price.lowest_per_hour_usdc_atoms : null;
  const vram = formatVram(classRow.vram_mib);
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `${classRow.name}, rented by the second`,
    category: 'GPU compute',
    ...(vram !== undefined && {
      additionalProperty: { '@type': 'PropertyValue', name: 'VRAM', value: vram },
    }),
    offers: {
      '@type': 'Offer',
      availability: `https://schema.org/${lowest === null ? 'OutOfStock' : 'InStock'}`,
      ...(lowest !== null && {
        priceCurrency: 'USDC',
        price: plain(lowest),
        priceSpecification: {
          '@type': 'UnitPriceSpecification',
          price: plain(lowest),
          priceCurrency: 'USDC',
          unitCode: 'HUR',
        },
      }),
    },
  };
}

function plain(atoms: bigint): string {
  return formatUsdc(atoms).replaceAll(',', '');
}
