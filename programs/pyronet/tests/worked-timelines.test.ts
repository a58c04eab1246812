import { beforeEach, describe, expect, test } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { moneyOf } from '../testing/money';

/** The timelines of the protocol: 100 atoms a second, fee 5 %, proofs within 60 s, 300 segments of 1,000 units. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket({ feeBps: 500, windowS: 600 });
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  expect(opened.plan.quote.escrow).toBe(30_000n);
  expect(deal.vaultAtoms).toBe(30_000n);
  confirmed(await deal.start());
});

async function at(second: bigint): Promise<void> {
  market.chain.passSeconds(deal.lease.data.startedAt + second - market.chain.now);
}

async function claimAll(): Promise<void> {
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimFees());
  confirmed(await deal.claimRenter());
}

describe('timeline 1: everybody cooperates', () => {
  test('the final voucher and attestation at 250 s pay 23,750 to the provider, 1,250 in fees and 5,000 back', async () => {
    const before = moneyOf(deal);
    await at(250n);
    confirmed(await deal.redeem({ servedFor: 250n, delivered: 300n, accepted: 300n }));
    confirmed(await deal.attest());
    confirmed(await deal.acceptResult(deal.sessionApproval));
    expect(deal.lease.data.state).toBe(LeaseState.Settled);
    expect(deal.lease.data.endReason).toBe(EndReason.Completed);
    await claimAll();
    const after = moneyOf(deal);
    expect(after.provider - before.provider).toBe(23_750n);
    expect(after.fees - before.fees).toBe(1_250n);
    expect(after.renter - before.renter).toBe(5_000n);
    expect(after.vault).toBe(0n);
  });
});

describe('timeline 2: the renter vanishes after delivering its inputs', () => {
  test('beats until 275 s and the attestation at 310 s pay 28,500 and 1,500, released when the window ends at 910 s', async () => {
    const before = moneyOf(deal);
    for (const second of [55n, 110n, 165n, 220n, 275n]) {
      await at(second);
      confirmed(await deal.heartbeat());
    }
    await at(310n);
    confirmed(await deal.attest());
    await at(909n);
    expect(verdict(await deal.settle(0))).toBe('windowOpen');
    await at(911n);
    confirmed(await deal.settle(0));
    await claimAll();
    const after = moneyOf(deal);
    expect(after.provider - before.provider).toBe(28_500n);
    expect(after.fees - before.fees).toBe(1_500n);
    expect(after.renter - before.renter).toBe(0n);
    expect(after.vault).toBe(0n);
  });
});

describe('timeline 4: the session key is stolen by an outsider', () => {
  test('it can stop the lease, and every atom still goes to this renter and this provider', async () => {
    const before = moneyOf(deal);
    await at(50n);
    confirmed(await deal.redeem({ servedFor: 50n, delivered: 50n, accepted: 50n }));
    confirmed(await deal.stop(await deal.order('stop')));
    expect(deal.lease.data.state).toBe(LeaseState.Stopping);
    await at(50n + 121n);
    confirmed(await deal.settle());
    await claimAll();
    const after = moneyOf(deal);
    expect(after.provider - before.provider).toBe(4_750n);
    expect(after.fees - before.fees).toBe(250n);
    expect(after.renter - before.renter).toBe(25_000n);
  });

  test('rotation by the wallet ends its orders at once and its vouchers after one interval', async () => {
    const stolen = deal.sessionApproval;
    await at(10n);
    confirmed(await deal.rotateSession('renter session 2'));
    expect(verdict(await deal.stop(stolen))).toBe('wrongAuthority');
  });
});
