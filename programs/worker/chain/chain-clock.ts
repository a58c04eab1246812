import { type ChainClient } from '@/lib/rpc/chain-client';
import { type ChainInstant } from '@/lib/domain/deadline';
import { readChainTime } from '@/lib/rpc/chain-time';

const READ_AGAIN_MS = 2_000;
/** How long a reading may be carried on by this machine's clock when the chain cannot be asked. */
const CARRY_ON_MS = 30_000;
/** How often the chain is looked at for a time that somebody says has come. */
const LOOK_AGAIN_MS = 1_000;

/**
 * The chain's clock, which alone decides deadlines and money. It is read every few seconds and carried on by this
 * machine's clock in between, so that a wrong local clock does no harm. A reading that is too old to carry on counts no
 * more: the network may have halted, or its time may have been moved.
 */
export class ChainClock {
  #read: { readonly time: ChainInstant; readonly atMs: number } | undefined;
  #reading: Promise<bigint> | undefined;

  constructor(private readonly client: Pick<ChainClient, 'clock' | 'request'>) {}

  /** @throws RpcError when the chain cannot be asked and could not be for a while */
  async now(): Promise<ChainInstant> {
    if (this.#ageMs() >= READ_AGAIN_MS) {
      await this.#readAnew().catch((error: unknown) => {
        if (this.#ageMs() > CARRY_ON_MS) throw error;
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

  #ageMs(): number {
    return this.#read === undefined ? Infinity : this.client.clock.now() - this.#read.atMs;
  }

  /** One reading at a time, whoever asks for it. */
  #readAnew(): Promise<bigint> {
    this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readOnce(): Promise<bigint> {
    const time = await readChainTime(this.client);
    this.#read = { time, atMs: this.client.clock.now() };
    return time.unixSeconds;
  }

  #estimate({ time, atMs }: { readonly time: ChainInstant; readonly atMs: number }): bigint {
    const elapsed = BigInt(Math.max(Math.floor((this.client.clock.now() - atMs) / 1000), 0));
    return time.unixSeconds + elapsed;
  }
}
