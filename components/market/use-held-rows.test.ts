import { describe, expect, it } from 'vitest';

import { bookOffer } from '@/lib/matching/book-offer';
import { offerRow } from '@/lib/matching/testing/offer-row';

import { heldAgainst } from './use-held-rows';

function offer(address: string, price = 1n) {
  return bookOffer(offerRow({ address, price_per_hour_usdc_atoms: price }), 'NVIDIA RTX 4090', 0n);
}

describe('rows under the pointer', () => {
  it('keep their places while the order of the book changes', () => {
    const { rows } = heldAgainst([offer('a', 1n), offer('b', 2n)], [offer('b', 2n), offer('a', 3n)]);
    expect(rows.map((row) => [row.offer.row.address, row.offer.pricePerHour, row.gone])).toEqual([
      ['a', 3n, false],
      ['b', 2n, false],
    ]);
  });

  it('stay, marked, when their offer is gone', () => {
    const { rows, waiting } = heldAgainst([offer('a'), offer('b')], [offer('b')]);
    expect(rows.map((row) => row.gone)).toEqual([true, false]);
    expect(waiting).toBe(1);
  });

  it('let new offers wait and count them', () => {
    const { rows, waiting } = heldAgainst([offer('a')], [offer('n'), offer('a'), offer('m')]);
    expect(rows).toHaveLength(1);
    expect(waiting).toBe(2);
  });
});
