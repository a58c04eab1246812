/** A payout, as the index tells it. */
export interface Payout {
  readonly unix_s: number;
  readonly usdc_atoms: bigint;
}

/** What was paid in one span of time. */
export interface EarningsBucket {
  readonly fromUnixS: number;
  /** USDC atoms. */
  readonly paid: bigint;
  /** USDC atoms up to and with this span. */
  readonly total: bigint;
}

export interface EarningsSeries {
  readonly bucketSeconds: number;
  /** Oldest first, without holes: a span in which nothing was paid is there with zero. */
  readonly buckets: readonly EarningsBucket[];
}

const mostBuckets = 48;
const bucketSizes = [60, 300, 900, 3_600, 14_400, 86_400, 604_800, 2_592_000] as const;

/** Payouts, oldest first, as at most 48 equal spans from the first payout to the last. */
export function earningsSeries(payouts: readonly Payout[]): EarningsSeries {
  const first = payouts[0];
  const last = payouts.at(-1);
  if (first === undefined || last === undefined) return { bucketSeconds: bucketSizes[0], buckets: [] };
  const bucketSeconds = bucketSize(first.unix_s, last.unix_s);
  const bucketOf = (unixS: number): number => Math.floor(unixS / bucketSeconds);
  const from = bucketOf(first.unix_s);
  const paid = Array.from({ length: bucketOf(last.unix_s) - from + 1 }, () => 0n);
  for (const { unix_s, usdc_atoms } of payouts) {
    const index = Math.max(0, bucketOf(unix_s) - from);
    paid[index] = (paid[index] ?? 0n) + usdc_atoms;
  }
  let total = 0n;
  const buckets = paid.map((atoms, index) => {
    total += atoms;
    return { fromUnixS: (from + index) * bucketSeconds, paid: atoms, total };
  });
  return { bucketSeconds, buckets };
}

function bucketSize(firstUnixS: number, lastUnixS: number): number {
  const fits = (size: number): boolean =>
    Math.floor(lastUnixS / size) - Math.floor(firstUnixS / size) < mostBuckets;
  return bucketSizes.find(fits) ?? Math.ceil((lastUnixS - firstUnixS + 1) / (mostBuckets - 1));
}
