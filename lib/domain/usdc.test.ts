import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { escrowFor, formatPricePerHour, formatPricePerSecond, ratePerHour, runwaySeconds } from './price';
import { formatUsdc, parseUsdc } from './usdc';

const amounts = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });

describe('formatting USDC', () => {
  test.each([
    [0n, '0.00'],
    [1n, '0.000001'],
    [350_000n, '0.35'],
    [1_000_000n, '1.00'],
    [1_234_500_000n, '1,234.50'],
    [1_000_000_000_000n, '1,000,000.00'],
    [-2_500_000n, '-2.50'],
  ])('%s atoms read %s', (atoms, text) => {
    expect(formatUsdc(atoms)).toBe(text);
  });

  test('cut digits never make an amount look larger', () => {
    expect(formatUsdc(1_999_999n, { maximumDecimals: 2 })).toBe('1.99');
    expect(formatUsdc(9n, { maximumDecimals: 2 })).toBe('0.00');
    expect(formatUsdc(-9n, { maximumDecimals: 2 })).toBe('0.00');
    expect(formatUsdc(5_000_000n, { minimumDecimals: 0 })).toBe('5');
  });
});

describe('parsing USDC', () => {
  test.each([
    ['0.35', 350_000n],
    ['.5', 500_000n],
    ['5.', 5_000_000n],
    [' 1,234.5 ', 1_234_500_000n],
    ['1.2300000000', 1_230_000n],
    ['18446744073709.551615', (1n << 64n) - 1n],
  ])('"%s" is %s atoms', (text, atoms) => {
    expect(parseUsdc(text)).toEqual({ ok: true, value: atoms });
  });

  test.each([
    ['', 'amount_not_a_number'],
    ['.', 'amount_not_a_number'],
    ['-1', 'amount_not_a_number'],
    ['1e6', 'amount_not_a_number'],
    ['12,34', 'amount_not_a_number'],
    ['0.1234567', 'amount_too_precise'],
    ['18446744073709.551616', 'amount_too_large'],
  ])('"%s" is refused: %s', (text, code) => {
    expect(parseUsdc(text)).toMatchObject({ ok: false, problem: { code } });
  });

  test('reads back whatever formatting wrote', () => {
    fc.assert(
      fc.property(amounts, (atoms) => {
        expect(parseUsdc(formatUsdc(atoms))).toMatchObject({ value: atoms });
      }),
    );
  });
});

describe('prices', () => {
  test('are shown per hour and per second with their unit', () => {
    expect(formatPricePerHour(350_000n)).toBe('0.35 USDC/h');
    expect(formatPricePerSecond(360_000n)).toBe('0.0001 USDC/s');
    expect(formatPricePerSecond(350_000n)).toBe('0.000097222 USDC/s');
  });

  test('a rate covers every GPU of the lease', () => {
    expect(ratePerHour(350_000n, 8)).toBe(2_800_000n);
  });

  test('an escrow lasts exactly as long as it was sized for', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 3_600n, max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 7n }),
        (rate, seconds) => {
          expect(runwaySeconds(escrowFor(rate, seconds), rate)).toBe(seconds);
        },
      ),
    );
    expect(runwaySeconds(1n, 0n)).toBeUndefined();
  });
});
