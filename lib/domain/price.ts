import { divideUp } from './divide-up';
import { formatUsdc } from './usdc';

/** Prices are USDC atoms per GPU-hour; a lease's rate is that times its GPUs, in atoms per hour, billed per second. */

/** Seconds that a price is quoted for. */
export const secondsPerHour = 3_600n;

/** Rate of a lease in USDC atoms per hour. */
export function ratePerHour(pricePerGpuHour: bigint, gpuCount: number): bigint {
  return pricePerGpuHour * BigInt(gpuCount);
}

/** A price as text with its unit, such as `0.35 USDC/h`. */
export function formatPricePerHour(atomsPerHour: bigint): string {
  return `${formatUsdc(atomsPerHour)} USDC/h`;
}

/**
 * What one second costs, as text with its unit. A second rarely costs whole atoms, so digits below an atom are shown,
 * cut after the ninth; billing multiplies first and divides once.
 */
export function formatPricePerSecond(atomsPerHour: bigint): string {
  const billionths = (atomsPerHour * 1_000n) / secondsPerHour;
  const fraction = (billionths % 1_000_000_000n)
    .toString()
    .padStart(9, '0')
    .replace(/0+$/, '')
    .padEnd(2, '0');
  return `${billionths / 1_000_000_000n}.${fraction} USDC/s`;
}

/** Seconds that `funded` atoms last at a rate: the runway. `undefined` at a rate of zero, which lasts for ever. */
export function runwaySeconds(fundedAtoms: bigint, atomsPerHour: bigint): bigint | undefined {
  return atomsPerHour === 0n ? undefined : (fundedAtoms * secondsPerHour) / atomsPerHour;
}

/** Atoms that pay for `seconds` in full: rounded up, so that an escrow of this size never ends a second early. */
export function escrowFor(atomsPerHour: bigint, seconds: bigint): bigint {
  return divideUp(atomsPerHour * seconds, secondsPerHour);
}

/** The price of an offer at a time, in USDC atoms per GPU-hour: a raise holds only from its announced start. */
export function effectivePricePerHour(
  offer: { readonly pricePerHour: bigint; readonly pendingPrice: bigint; readonly pendingFrom: bigint },
  nowSeconds: bigint,
): bigint {
  const raiseHolds = offer.pendingFrom !== 0n && nowSeconds >= offer.pendingFrom;
  return raiseHolds ? offer.pendingPrice : offer.pricePerHour;
}
