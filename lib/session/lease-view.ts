import { type Address } from '@solana/kit';

import { getLeaseDecoder, type Lease } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readAtChainTime, readChainTime } from '@/lib/rpc/chain-time';
import { watchAccount } from '@/lib/rpc/watch-account';

/** What the chain says of a lease: not yet read, gone, or its present state. */
export type LeaseOnChain =
  | { readonly kind: 'unread' }
  | { readonly kind: 'gone'; readonly last: Lease | null }
  | { readonly kind: 'present'; readonly lease: Lease; readonly slot: bigint };

/** The lease as the chain has it, and the chain's clock. */
export class LeaseView {
  #onChain: LeaseOnChain = { kind: 'unread' };
  #now = 0n;
  readonly #decoder = getLeaseDecoder();
  readonly #stop: () => void;

  constructor(
    private readonly client: ChainClient,
    readonly address: Address,
    private readonly programAddress: Address,
    onChange: (onChain: LeaseOnChain) => void,
  ) {
    this.#stop = watchAccount(client, address, ({ slot, account }) => {
      const last = this.#onChain.kind === 'present' ? this.#onChain.lease : null;
      this.#onChain =
        account === null || account.owner !== programAddress
          ? { kind: 'gone', last }
          : { kind: 'present', lease: this.#decoder.decode(account.data), slot };
      onChange(this.#onChain);
    });
  }

  get onChain(): LeaseOnChain {
    return this.#onChain;
  }

  /**
   * Unix seconds by the chain's clock, as last read: never ahead of what the chain itself would say.
   *
   * @throws RpcError when the chain cannot be asked
   */
  async now(signal?: AbortSignal): Promise<bigint> {
    const { unixSeconds } = await readChainTime(this.client, signal);
    if (unixSeconds > this.#now) this.#now = unixSeconds;
    return this.#now;
  }

  /**
   * The lease as it is now, which the watching may learn later, and the second at which it is so: the chain cannot end
   * it before that second any more.
   *
   * @throws RpcError when the chain cannot be asked
   */
  async look(signal?: AbortSignal): Promise<{ readonly now: bigint; readonly lease: Lease | null }> {
    const { time, account } = await readAtChainTime(this.client, this.address, signal);
    const lease = account?.owner === this.programAddress ? this.#decoder.decode(account.data) : null;
    return { now: time.unixSeconds, lease };
  }

  close(): void {
    this.#stop();
  }
}
