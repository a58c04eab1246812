/** Lamports that a transaction of one signature costs; the keeper pays no priority fee. */
export const CRANK_FEE_LAMPORTS = 5_000n;

/** A tip that also pays for the times somebody else is quicker. */
const WORTHWHILE_TIP_LAMPORTS = 2n * CRANK_FEE_LAMPORTS;

/**
 * What the keeper may spend on network fees: what tips brought in, and what its owner grants beyond them. Some steps that
 * must be taken pay nobody, such as burning fees; they wait until tips have paid for them. A step whose tip pays for it
 * waits for nothing.
 */
export class CrankBudget {
  /** Lamports; undefined where they are worthless. */
  #left: bigint | undefined;

  /** @param beyondTipsLamports spent at most beyond what tips bring in; undefined for no bound */
  constructor(beyondTipsLamports: bigint | undefined) {
    this.#left = beyondTipsLamports;
  }

  /**
   * Whether a step with this tip may be paid for.
   *
   * @param outlayLamports deposited beside the network fee, which somebody else decides when to give back
   */
  affords(tipLamports: bigint, outlayLamports: bigint): boolean {
    if (this.#left === undefined) return true;
    if (outlayLamports === 0n && tipLamports >= WORTHWHILE_TIP_LAMPORTS) return true;
    return this.#left + tipLamports >= CRANK_FEE_LAMPORTS + outlayLamports;
  }

  /** Notes what a transaction changed in the keeper's purse, in lamports. */
  note(changeLamports: bigint): void {
    if (this.#left !== undefined) this.#left += changeLamports;
  }
}
