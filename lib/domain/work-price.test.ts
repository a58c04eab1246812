import { describe, expect, it } from 'vitest';

import { formatPricePerWork, pricePerWork } from './work-price';

describe('price of work', () => {
  it('is the hour’s price over the hour’s guaranteed units', () => {
    // 3.6 USDC buy an hour of 10^6 units a second: 3.6 × 10^9 units, so 10^9 of them cost one USDC.
    expect(pricePerWork(3_600_000n, 1_000_000n)).toBe(1_000_000_000n);
    expect(pricePerWork(250_000n, 122_070_848n)).toBe(568_886n);
  });

  it('does not exist where no rate is guaranteed', () => {
    expect(pricePerWork(250_000n, 0n)).toBeUndefined();
  });

  it.each([
    [0n, '0.00'],
    [41n, '0.000000041'],
    [568_886n, '0.000568'],
    [1_000_000_000n, '1.00'],
    [12_345_678_901n, '12.30'],
  ])('%d billionths read %s', (billionths, text) => expect(formatPricePerWork(billionths)).toBe(text));
});
