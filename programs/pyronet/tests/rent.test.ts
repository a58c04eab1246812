import { beforeEach, describe, expect, test } from 'vitest';

import { LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter } from '../testing/renter';

let market: Market;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket();
  const provider = await joinAsProvider(market);
  const renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter, { rentSeconds: 900n });
  confirmed(opened.outcome);
  deal = opened.deal;
  expect(deal.vaultAtoms).toBe(90_000n);
  confirmed(await deal.start());
});

async function at(second: bigint): Promise<void> {
  market.chain.passSeconds(deal.lease.data.startedAt + second - market.chain.now);
}

async function beatUntil(from: bigint, until: bigint): Promise<void> {
  for (let second = from; second <= until; second += 50n) {
    await at(second);
    confirmed(await deal.heartbeat());
  }
}

describe('Rent bills presence', () => {
  test('up to the latest voucher and at most one interval more, once the renter went away', async () => {
    const before = moneyOf(deal);
    await at(300n);
    confirmed(await deal.redeem({ servedFor: 300n }));
    await beatUntil(350n, 850n);
    await at(901n);
    confirmed(await deal.end());
    await at(901n + 121n);
    confirmed(await deal.settle());
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimRenter());
    const after = moneyOf(deal);
    expect(after.provider + after.fees - before.provider).toBe(36_000n);
    expect(after.fees).toBe(1_800n);
    expect(after.renter - before.renter).toBe(54_000n);
    expect(after.vault).toBe(0n);
  });

  test('and nothing at all without a voucher, however often the provider says it is there', async () => {
    await beatUntil(50n, 850n);
    await at(901n);
    confirmed(await deal.end());
    await at(901n + 121n);
    confirmed(await deal.settle());
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal)).toMatchObject({ provider: 0n, renter: 1_000_000_000n, vault: 0n });
  });

  test('as it is covered: the provider claims while the lease runs', async () => {
    const before = moneyOf(deal).provider;
    await at(100n);
    confirmed(await deal.redeem({ servedFor: 100n }));
    confirmed(await deal.claimProvider());
    expect(moneyOf(deal).provider - before).toBe(9_500n);
    const paid = moneyOf(deal);
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal)).toEqual(paid);
  });

  test('claiming after every voucher pays what claiming once at the end pays', async () => {
    const before = moneyOf(deal).provider;
    for (let second = 7n; second <= 900n; second += 47n) {
      await at(second);
      confirmed(await deal.redeem({ servedFor: second }));
      confirmed(await deal.claimProvider());
    }
    await at(900n);
    confirmed(await deal.redeem({ servedFor: 900n }));
    await at(901n);
    confirmed(await deal.end());
    await at(901n + 121n);
    confirmed(await deal.settle());
    await deal.claimProvider();
    confirmed(await deal.claimFees());
    expect(moneyOf(deal).provider - before).toBe(85_500n);
    expect(moneyOf(deal)).toMatchObject({ fees: 4_500n, vault: 0n });
    expect(deal.lease.data.state).toBe(LeaseState.Settled);
  });

  test('a top-up buys time at the same rate', async () => {
    confirmed(await deal.topUp(100n));
    expect(deal.vaultAtoms).toBe(100_000n);
    await at(1_000n);
    confirmed(await deal.redeem({ servedFor: 1_000n }));
    const before = moneyOf(deal).provider;
    confirmed(await deal.claimProvider());
    expect(moneyOf(deal).provider - before).toBe(95_000n);
  });
});
