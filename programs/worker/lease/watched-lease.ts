import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import { fetchMaybeLease, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { Pulse } from '@/lib/session/pulse';

import { type LeaseContext } from './lease-context';

/** One life of a lease as last read from the chain, and the pulses that wake whoever waits for a change of it. */
export class WatchedLease {
  /** Something is due to be looked at. */
  readonly steps: Pulse;
  /** Something can be told to readers. */
  readonly news: Pulse;
  #current: Located<Lease>;

  constructor(
    private readonly context: LeaseContext,
    lease: Located<Lease>,
  ) {
    this.#current = lease;
    this.steps = new Pulse(context.chain.client.clock);
    this.news = new Pulse(context.chain.client.clock);
  }

  get address(): Address {
    return this.#current.address;
  }

  get data(): Lease {
    return this.#current.data;
  }

  get located(): Located<Lease> {
    return this.#current;
  }

  /** Names this life of the lease; the same address may be opened again after it was closed. */
  get life(): string {
    return `${this.address}.${this.data.openedSlot}`;
  }

  /** Reads it anew; a life that is over has the state `None`. @throws RpcError */
  async look(): Promise<Located<Lease>> {
    const { address, data } = this.#current;
    const account = await fetchMaybeLease(this.context.chain.client.rpc, address, {
      commitment: 'confirmed',
    });
    const isSameLife = account.exists && account.data.openedSlot === data.openedSlot;
    this.#current = isSameLife ? account : { address, data: { ...data, state: LeaseState.None } };
    if (this.#current.data.state !== data.state) this.news.beat();
    return this.#current;
  }
}
