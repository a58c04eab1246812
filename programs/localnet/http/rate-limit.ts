/** A token bucket: `perSecond` calls a second on average, as many at once after a quiet second. */
export class RateLimit {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {
    this.tokens = perSecond;
    this.filledAt = now();
  }

  /** Takes one call's token, or says that there is none. */
  take(): boolean {
    const at = this.now();
    this.tokens = Math.min(this.perSecond, this.tokens + ((at - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = at;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
