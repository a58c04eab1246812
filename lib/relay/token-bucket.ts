export interface BucketRate {
  /** Requests that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Token buckets by key. At most `capacity` keys are remembered, longest unused dropped first, so that inventing keys
 * costs no memory; a caller who can invent keys must therefore be limited by a second bucket under a fixed key.
 */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly rate: BucketRate,
    private readonly capacity: number,
    private readonly nowMs: () => number,
  ) {}

  /** Takes one token; false when none is left. */
  take(key: string): boolean {
    const now = this.nowMs();
    const bucket = this.#buckets.get(key) ?? { tokens: this.rate.burst, filledAtMs: now };
    const gained = (Math.max(now - bucket.filledAtMs, 0) / 1000) * this.rate.perSecond;
    bucket.tokens = Math.min(this.rate.burst, bucket.tokens + gained);
    bucket.filledAtMs = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.capacity) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
