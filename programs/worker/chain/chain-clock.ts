import { type ChainClient } from '@/lib/rpc/chain-client';
import { type ChainTime, readChainTime } from '@/lib/rpc/chain-time';

const READ_AGAIN_MS = 5_000;

/**
 * The chain's clock, which alone decides deadlines and money. It is read every few seconds and carried on by this
 * machine's clock in between, so that a wrong local clock does no harm.
 */
export class ChainClock {
  #read: { readonly time: ChainTime; readonly atMs: number } | undefined;

  constructor(private readonly client: ChainClient) {}

  /** @throws RpcError when the chain cannot be asked and never was */
  async now(): Promise<ChainTime> {
    const nowMs = this.client.clock.now();
    if (this.#read === undefined || nowMs - this.#read.atMs >= READ_AGAIN_MS) {
      const time = await readChainTime(this.client).catch((error: unknown) => {
        if (this.#read === undefined) throw error;
        return undefined;
      });
      if (time !== undefined) this.#read = { time, atMs: this.client.clock.now() };
    }
    if (this.#read === undefined) throw new Error('The chain has no clock.');
    const { time, atMs } = this.#read;
    const elapsed = BigInt(Math.max(Math.floor((this.client.clock.now() - atMs) / 1000), 0));
    return { slot: time.slot, unixSeconds: time.unixSeconds + elapsed };
  }
}
