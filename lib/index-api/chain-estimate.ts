/** The chain's clock as a page may show it between two readings. */
export class ChainEstimate {
  #baseUnixS: number | null = null;
  #baseAtMs = 0;

  /**
   * Takes a reading: the chain says whole seconds, so the true time lies in `[unixS, unixS + 1)`. The estimate is left
   * alone while it fits, and never runs more than that ahead of the chain.
   *
   * @param atMs when it arrived, by a clock that never jumps (`performance.now()`)
   */
  read(unixS: number, atMs: number): void {
    const estimate = this.at(atMs);
    if (estimate !== null && estimate >= unixS && estimate < unixS + 1) return;
    const late = estimate !== null && estimate >= unixS + 1 && estimate < unixS + 2;
    this.#baseUnixS = late ? unixS + 0.999 : unixS;
    this.#baseAtMs = atMs;
  }

  /** Unix seconds by the chain's clock; null before the first reading. */
  at(nowMs: number): number | null {
    return this.#baseUnixS === null ? null : this.#baseUnixS + (nowMs - this.#baseAtMs) / 1_000;
  }
}
