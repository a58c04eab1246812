import { type Instruction } from '@solana/kit';
import { expect } from 'vitest';

import { bidRounds } from '@/lib/pyronet/failover-phase';
import {
  FailoverState,
  findPairPda,
  findTreasuryVaultPda,
  findVerifierVaultPda,
} from '@/lib/pyronet/generated';
import { Replay } from '@/lib/pyronet/replay/replay';

import { auctionOf } from './burn';
import { type Chain, type Outcome } from './chain';
import { isStanding, type Cast } from './invariants';
import { read } from './market';
import { type ProviderActor } from './provider';
import { tokenBalance } from './tokens';

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
  async expectSame(cast: Cast): Promise<void> {
    const { market } = this.#replay;
    const { chain } = cast.market;
    for (const deal of cast.deals) {
      const told = market.leases.get(deal.address);
      expect(told !== undefined).toBe(isStanding(deal));
      if (told === undefined) continue;
      const lease = deal.lease.data;
      expect(told).toMatchObject(pick(lease, told));
      if (lease.failoverState !== FailoverState.None) expect(told.bidRounds).toBe(bidRounds(lease.flags));
    }
    for (const bid of cast.bids ?? []) {
      const told = market.orders.get(bid.plan.order);
      expect(told !== undefined).toBe(bid.stands);
      if (told === undefined) continue;
      expect(told).toMatchObject(pick(bid.order.data, told));
    }
    for (const provider of [cast.provider, ...(cast.others ?? [])])
      await this.#expectProvider(cast, provider);
    for (const address of cast.seizures ?? []) {
      const told = market.seizures.get(address);
      expect(chain.account(address).exists).toBe(told !== undefined);
      if (told !== undefined) expect(read.seizure(chain, address)).toMatchObject(told);
    }
    for (const { address, owner, vault } of cast.parkings ?? []) {
      const told = market.parkings.get(address);
      expect(chain.account(address).exists).toBe(told !== undefined);
      if (told === undefined) continue;
      expect(told).toEqual({ owner: owner.address, parked: tokenBalance(chain, vault) });
    }
    expect(await auctionOf(cast.market)).toMatchObject(market.auction);
    const { treasury, verifiers } = market.splitFees;
    expect(tokenBalance(chain, (await findTreasuryVaultPda())[0])).toBe(treasury);
    expect(tokenBalance(chain, (await findVerifierVaultPda())[0])).toBe(verifiers);
  }

  async #expectProvider({ market: { chain }, renters }: Cast, provider: ProviderActor): Promise<void> {
    const { market } = this.#replay;
    expect(read.provider(chain, provider.address)).toMatchObject(
      present(market.providers.get(provider.address)),
    );
    const offer = market.offers.get(provider.offer);
    if (offer !== undefined) expect(read.offer(chain, provider.offer)).toMatchObject(offer);
    for (const { wallet } of renters) {
      const [pair] = await findPairPda({ provider: provider.address, renter: wallet.address });
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
