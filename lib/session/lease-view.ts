import { type Address } from '@solana/kit';

import { getLeaseDecoder, type Lease } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';
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
  readonly #stop: () => void;

  constructor(
    private readonly client: ChainClient,
    readonly address: Address,
    programAddress: Address,
    onChange: (onChain: LeaseOnChain) => void,
  ) {
    const decoder = getLeaseDecoder();
    this.#stop = watchAccount(client, address, ({ slot, account }) => {
      const last = this.#onChain.kind === 'present' ? this.#onChain.lease : null;
      this.#onChain =
        account === null || account.owner !== programAddress
          ? { kind: 'gone', last }
          : { kind: 'present', lease: decoder.decode(account.data), slot };
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

  close(): void {
    this.#stop();
  }
}
