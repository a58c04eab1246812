import { type Instruction } from '@solana/kit';
import { expect } from 'vitest';

import { findPairPda } from '@/lib/pyronet/generated';
import { Replay } from '@/lib/pyronet/replay/replay';

import { type Chain, type Outcome } from './chain';
import { isStanding, type Cast } from './invariants';
import { read } from './market';

/** Follows a chain by its transactions alone, and compares what it was told with the accounts. */
export class Follower {
  readonly #replay = new Replay();
  #chain: Chain | undefined;

  /** The first transactions come before anybody can know the chain; they open no lease. */
  follow(chain: Chain): void {
    this.#chain = chain;
  }

  readonly observe = (instructions: readonly Instruction[], outcome: Outcome): void => {
    if (!outcome.ok) return;
    const slot = this.#chain?.slot ?? 0n;
    this.#replay.apply({ instructions, logs: outcome.logs, slot });
  };

  /** Every number of every account that events tell of is what the account says. */
  async expectSame({ market: { chain }, provider, deals, bids = [], renters }: Cast): Promise<void> {
    const { market } = this.#replay;
    expect(read.provider(chain, provider.address)).toMatchObject(
      present(market.providers.get(provider.address)),
    );
    const offer = market.offers.get(provider.offer);
    if (offer !== undefined) expect(read.offer(chain, provider.offer)).toMatchObject(offer);
    for (const deal of deals) {
      const told = market.leases.get(deal.address);
      expect(told !== undefined).toBe(isStanding(deal));
      if (told === undefined) continue;
      expect(told).toMatchObject(pick(deal.lease.data, told));
    }
    for (const bid of bids) {
      const told = market.orders.get(bid.plan.order);
      expect(told !== undefined).toBe(bid.stands);
      if (told === undefined) continue;
      expect(told).toMatchObject(pick(bid.order.data, told));
    }
    for (const renter of renters) {
      const [pair] = await findPairPda({ provider: provider.address, renter: renter.wallet.address });
      const told = market.pairs.get(pair);
      expect(chain.account(pair).exists).toBe(told !== undefined);
      if (told !== undefined) expect(read.pair(chain, pair)).toMatchObject(told);
    }
  }
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('no event told of the provider');
  return value;
}

/** What an account says of the fields that were told. `nextSessionKey` counts once there is one. */
function pick<Account extends object>(account: Account, told: object): Partial<Account> {
  return Object.fromEntries(Object.entries(account).filter(([name]) => name in told)) as Partial<Account>;
}
