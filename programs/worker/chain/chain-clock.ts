import { type ChainClient } from '@/lib/rpc/chain-client';
import { type ChainTime, readChainTime } from '@/lib/rpc/chain-time';

const READ_AGAIN_MS = 5_000;
/** How often the chain is looked at for a time that somebody says has come. */
const LOOK_AGAIN_MS = 1_000;

/**
 * The chain's clock, which alone decides deadlines and money. It is read every few seconds and carried on by this
 * machine's clock in between, so that a wrong local clock does no harm.
 */
export class ChainClock {
  #read: { readonly time: ChainTime; readonly atMs: number } | undefined;

  constructor(private readonly client: ChainClient) {}

  /** @throws RpcError when the chain cannot be asked and never was */
  async now(): Promise<ChainTime> {
    const ageMs = this.#read === undefined ? Infinity : this.client.clock.now() - this.#read.atMs;
    if (ageMs >= READ_AGAIN_MS) {
      await this.#readAnew().catch((error: unknown) => {
        if (this.#read === undefined) throw error;
      });
    }
    if (this.#read === undefined) throw new Error('The chain has no clock.');
    return { slot: this.#read.time.slot, unixSeconds: this.#estimate(this.#read) };
  }

  /**
   * The chain's time as read, not carried on by ours: the program will see no earlier one.
   *
   * @param claimed a time that somebody says has come, in unix seconds: waited for as long as it is near
   * @param nearSeconds how much later than ours it may be
   * @throws RpcError when the chain cannot be asked
   */
  async reached(claimed: bigint, nearSeconds: bigint): Promise<bigint> {
    let read = this.#read?.time.unixSeconds ?? (await this.#readAnew());
    for (let looks = nearSeconds; read < claimed && looks >= 0n; looks -= 1n) {
      read = await this.#readAnew();
      if (read >= claimed || read + nearSeconds < claimed) break;
      await this.client.clock.sleep(LOOK_AGAIN_MS);
    }
    return read;
  }

  async #readAnew(): Promise<bigint> {
    const time = await readChainTime(this.client);
    this.#read = { time, atMs: this.client.clock.now() };
    return time.unixSeconds;
  }

  #estimate({ time, atMs }: { readonly time: ChainTime; readonly atMs: number }): bigint {
    const elapsed = BigInt(Math.max(Math.floor((this.client.clock.now() - atMs) / 1000), 0));
    return time.unixSeconds + elapsed;
  }
}
