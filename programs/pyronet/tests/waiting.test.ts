import { beforeEach, describe, expect, test } from 'vitest';

import { cancelLease } from '@/lib/actions/cancel-lease';
import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
});

async function expectFullRefund(): Promise<void> {
  expect(deal.lease.data.state).toBe(LeaseState.Settled);
  confirmed(await deal.claimRenter());
  expect(moneyOf(deal)).toMatchObject({ renter: 1_000_000_000n, vault: 0n });
  expect(read.offer(market.chain, provider.offer)).toMatchObject({ gpuFree: 1, liveLeases: 0 });
}

describe('a provider that does not serve', () => {
  test('and never answers: anyone ends the wait after its deadline, is tipped, and the renter gets everything', async () => {
    market.chain.passSeconds(60n);
    expect(verdict(await deal.expire())).toBe('tooEarly');
    market.chain.passSeconds(1n);
    const tipBefore = deal.lease.data.tipLamports;
    confirmed(await deal.expire());
    expect(deal.lease.data.endReason).toBe(EndReason.Silent);
    expect(deal.lease.data.tipLamports).toBeLessThan(tipBefore);
    expect(read.provider(market.chain, provider.address).silent).toBe(1);
    await expectFullRefund();
  });

  test('and accepts but never starts: the renter gets everything after the start deadline', async () => {
    confirmed(await deal.accept());
    market.chain.passSeconds(600n);
    expect(verdict(await deal.expire())).toBe('tooEarly');
    market.chain.passSeconds(61n);
    confirmed(await deal.expire());
    expect(deal.lease.data.endReason).toBe(EndReason.NoStart);
    expect(read.provider(market.chain, provider.address).noStart).toBe(1);
    await expectFullRefund();
  });

  test('and says so: it rejects without penalty', async () => {
    confirmed(await deal.reject());
    expect(deal.lease.data.endReason).toBe(EndReason.Rejected);
    expect(read.provider(market.chain, provider.address)).toMatchObject({ rejected: 1, silent: 0 });
    await expectFullRefund();
  });

  test('convicts nobody while the network stands still, however much time passes', async () => {
    market.chain.setTime(market.chain.now + 3_600n, market.chain.slot + 1n);
    expect(verdict(await deal.expire())).toBe('tooEarly');
  });

  test('cannot accept, start or reject after its deadline', async () => {
    market.chain.passSeconds(61n);
    expect(verdict(await deal.start())).toBe('tooLate');
    expect(verdict(await deal.accept())).toBe('tooLate');
    expect(verdict(await deal.reject())).toBe('tooLate');
  });
});

describe('a renter that changes its mind', () => {
  test('before the provider accepted loses the cancel deposit to the protocol', async () => {
    const { cancelDeposit } = deal.lease.data;
    expect(cancelDeposit).toBe(300n);
    confirmed(await deal.cancel());
    confirmed(await deal.claimRenter());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimProvider());
    expect(moneyOf(deal)).toMatchObject({
      renter: 1_000_000_000n - 300n,
      fees: 300n,
      provider: 0n,
      vault: 0n,
    });
  });

  test('after the provider accepted loses the cancel deposit to the provider', async () => {
    confirmed(await deal.accept());
    const before = moneyOf(deal).provider;
    confirmed(await deal.cancel(await deal.order('cancel')));
    confirmed(await deal.claimRenter());
    confirmed(await deal.claimProvider());
    const after = moneyOf(deal);
    expect(after.renter).toBe(1_000_000_000n - 300n);
    expect(after.provider + after.fees - before).toBe(300n);
  });

  test('cannot cancel once the lease runs', async () => {
    const cancellation = valueOf(await cancelLease({ approval: deal.walletApproval, lease: deal.lease }));
    confirmed(await deal.start());
    expect(verdict(await market.send(cancellation.instructions))).toBe('wrongState');
  });
});
