import { type ChainClient } from '@/lib/rpc/chain-client';
import { type ChainTime, readChainTime } from '@/lib/rpc/chain-time';

const READ_AGAIN_MS = 5_000;
/** Whoever claims a later time than ours makes us look, but not more often than this. */
const DOUBT_AGAIN_MS = 500;

/**
 * The chain's clock, which alone decides deadlines and money. It is read every few seconds and carried on by this
 * machine's clock in between, so that a wrong local clock does no harm.
 */
export class ChainClock {
  #read: { readonly time: ChainTime; readonly atMs: number } | undefined;

  constructor(private readonly client: ChainClient) {}

  /**
   * @param claimed a time that somebody says has come, in unix seconds: if it is later than ours, ours is read again
   * @throws RpcError when the chain cannot be asked and never was
   */
  async now(claimed = 0n): Promise<ChainTime> {
    const ageMs = this.#read === undefined ? Infinity : this.client.clock.now() - this.#read.atMs;
    const isDoubted =
      ageMs >= DOUBT_AGAIN_MS && this.#read !== undefined && this.#estimate(this.#read) < claimed;
    if (ageMs >= READ_AGAIN_MS || isDoubted) {
      const time = await readChainTime(this.client).catch((error: unknown) => {
        if (this.#read === undefined) throw error;
        return undefined;
      });
      if (time !== undefined) this.#read = { time, atMs: this.client.clock.now() };
    }
    if (this.#read === undefined) throw new Error('The chain has no clock.');
    return { slot: this.#read.time.slot, unixSeconds: this.#estimate(this.#read) };
  }

  #estimate({ time, atMs }: { readonly time: ChainTime; readonly atMs: number }): bigint {
    const elapsed = BigInt(Math.max(Math.floor((this.client.clock.now() - atMs) / 1000), 0));
    return time.unixSeconds + elapsed;
  }
}
