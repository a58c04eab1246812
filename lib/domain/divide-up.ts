/** Quotient rounded up, of amounts that are not negative; the divisor is above zero. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
