import { secondsPerHour } from './price';

/** Prices of work: what a machine charges for a fixed number of work units at the rate it guarantees. */

/** Work units that a price is quoted for. */
export const quotedUnits = 1_000_000_000n;

const billionthsPerAtom = 1_000n;

/**
 * Billionths of a USDC for 10^9 work units at the guaranteed rate, cut; `undefined` where no rate is guaranteed. A run
 * bills the lesser of time and work, so this is the most that the work can cost.
 */
export function pricePerWork(atomsPerHour: bigint, unitsPerS: bigint): bigint | undefined {
  if (unitsPerS <= 0n) return undefined;
  return (atomsPerHour * billionthsPerAtom * quotedUnits) / (unitsPerS * secondsPerHour);
}

/** A price of work in USDC with three significant digits, cut, such as `0.000569`. */
export function formatPricePerWork(billionths: bigint): string {
  const digits = billionths.toString();
  const kept = digits.length <= 3 ? digits : digits.slice(0, 3).padEnd(digits.length, '0');
  const padded = kept.padStart(10, '0');
  const fraction = padded.slice(-9).replace(/0+$/, '').padEnd(2, '0');
  return `${padded.slice(0, -9)}.${fraction}`;
}
