export interface BackoffRange {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * Wait before the next try after `failures` failures in a row: it doubles up to `mostMs`, and a random quarter is taken
 * off so that clients cut off together do not come back together.
 */
export function backoffMs(failures: number, range: BackoffRange, random: () => number = Math.random): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30);
  const full = Math.min(range.firstMs * 2 ** doublings, range.mostMs);
  return full * (1 - random() / 4);
}
