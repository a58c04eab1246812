import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';

const readEveryMs = 1_000;
/** Without an answer for this long, what is known is told with its age. */
const freshMs = 5_000;

/** The chain's clock, read every second. */
export class ChainClock {
  #slot = 0n;
  #unixS = 0n;
  #heardAtMs = -Infinity;

  constructor(private readonly client: ChainClient) {}

  /** @throws RpcError */
  async read(signal: AbortSignal): Promise<void> {
    const { slot, unixSeconds } = await readChainTime(this.client, signal);
    this.sawSlot(slot);
    this.#unixS = unixSeconds;
    this.#heardAtMs = this.client.clock.now();
  }

  /** Reads on until `signal` aborts; a chain that cannot be asked leaves the last reading. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.client.clock.sleep(readEveryMs, signal);
      await this.read(signal).catch(() => undefined);
    }
  }

  sawSlot(slot: bigint): void {
    if (slot > this.#slot) this.#slot = slot;
  }

  get slot(): bigint {
    return this.#slot;
  }

  get unixS(): bigint {
    return this.#unixS;
  }

  /** Seconds since the last reading; undefined while there is one every second. */
  get ageS(): number | undefined {
    const ageMs = this.client.clock.now() - this.#heardAtMs;
    return ageMs < freshMs ? undefined : Math.round(ageMs / 1_000);
  }
}
