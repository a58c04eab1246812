import { AccountState } from '@solana-program/token';
import { describe, expect, test } from 'vitest';

import { EndReason, FailoverState, LeaseState } from '@/lib/pyronet/generated';

import { type Deal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import {
  allFailoverUsdc,
  claimRenterAsDue,
  type FailoverCast,
  openFailoverCast,
  payEverybody,
} from '../testing/failover';
import { read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { type ProviderActor } from '../testing/provider';
import { placeTokens, tokenBalance } from '../testing/tokens';

const renterAtoms = 1_000_000_000n;

function pass({ market }: FailoverCast, seconds: bigint): void {
  market.chain.passSeconds(seconds);
}

/** The deal fails at once, and a candidate takes it over. */
async function takenOver(cast: FailoverCast, deal: Deal, candidate: ProviderActor): Promise<Deal> {
  confirmed(await deal.ping());
  pass(cast, 61n);
  confirmed(await deal.fail());
  confirmed(await deal.bid(candidate));
  pass(cast, 21n);
  const { deal: next, outcome } = await deal.award(candidate);
  confirmed(outcome);
  return next;
}

/** Serves and has accepted so many segments, one a second. */
async function serve(cast: FailoverCast, deal: Deal, from: bigint, to: bigint): Promise<void> {
  for (let done = from; done < to;) {
    const step = to - done > 50n ? 50n : to - done;
    pass(cast, step);
    done += step;
    confirmed(await deal.redeem({ servedFor: done - from, delivered: done, accepted: done }));
  }
}

async function settleBoth(cast: FailoverCast, former: Deal, next: Deal): Promise<void> {
  pass(cast, 200n);
  for (const deal of [former, next]) {
    if (deal.lease.data.state === LeaseState.Stopping) confirmed(await deal.settle());
  }
  confirmed(await former.carry());
  await payEverybody([former, next]);
}

const bondOf = ({ market }: FailoverCast, { address }: ProviderActor) => read.provider(market.chain, address);

describe('the difference of the rates', () => {
  test('is paid by the failed bond, for all that the successor does', async () => {
    const cast = await openFailoverCast();
    const total = allFailoverUsdc(cast);
    const next = await takenOver(cast, cast.deal, cast.dear);
    expect(next.lease.data).toMatchObject({ funded: 30_000n, subsidy: 12_000n, subsidyRate: 144_000n });
    expect(bondOf(cast, cast.provider).bondLocked).toBe(88_000n);
    const before = moneyOf(next).provider;
    confirmed(await next.start());
    await serve(cast, next, 0n, 300n);
    confirmed(await next.attest());
    confirmed(await next.acceptResult());
    await settleBoth(cast, cast.deal, next);
    expect(moneyOf(next)).toMatchObject({ provider: before + 39_900n, fees: 2_100n, vault: 0n });
    expect(moneyOf(next).renter).toBe(renterAtoms - 30_000n);
    expect(allFailoverUsdc(cast)).toBe(total);
  });

  test('goes back for what the successor did not do', async () => {
    const cast = await openFailoverCast();
    const total = allFailoverUsdc(cast);
    const next = await takenOver(cast, cast.deal, cast.dear);
    confirmed(await next.start());
    await serve(cast, next, 0n, 100n);
    confirmed(await next.stop());
    // The renter cannot have what may go back.
    await claimRenterAsDue(next);
    expect(moneyOf(next).renter).toBeLessThanOrEqual(renterAtoms - 10_000n);
    await settleBoth(cast, cast.deal, next);
    expect(moneyOf(next)).toMatchObject({ renter: renterAtoms - 10_000n, vault: 0n });
    expect(bondOf(cast, cast.provider).bondFree + bondOf(cast, cast.provider).bondLocked).toBe(
      renterAtoms - 4_000n,
    );
    expect(allFailoverUsdc(cast)).toBe(total);
  });

  test('is nothing that a renter can get hold of by stopping the successor', async () => {
    const cast = await openFailoverCast();
    const next = await takenOver(cast, cast.deal, cast.dear);
    confirmed(await next.start());
    confirmed(await next.stop());
    await settleBoth(cast, cast.deal, next);
    expect(moneyOf(next)).toMatchObject({ renter: renterAtoms, vault: 0n });
    const { bondFree, bondLocked } = bondOf(cast, cast.provider);
    expect(bondFree + bondLocked).toBe(renterAtoms);
  });

  test('is at most the price of the notice, so that a bid beyond it is short of funds', async () => {
    const cast = await openFailoverCast({}, { hopsMax: 1, ratePerHourMax: 10_000_000n });
    const limit = await cast.join('limit', { pricePerHour: 504_000n });
    const beyond = await cast.join('beyond', { pricePerHour: 504_100n });
    confirmed(await cast.deal.ping());
    pass(cast, 61n);
    confirmed(await cast.deal.fail());
    expect(verdict(await cast.deal.bid(beyond))).toBe('shortOfFunds');
    confirmed(await cast.deal.bid(limit));
  });

  test('is what a failed provider gains nothing by earning itself, under a second identity', async () => {
    const cast = await openFailoverCast();
    const next = await takenOver(cast, cast.deal, cast.dear);
    confirmed(await next.start());
    await serve(cast, next, 0n, 300n);
    confirmed(await next.attest());
    confirmed(await next.acceptResult());
    await settleBoth(cast, cast.deal, next);
    const { bondFree, bondLocked } = bondOf(cast, cast.provider);
    const lost = renterAtoms - bondFree - bondLocked;
    const earned = moneyOf(next).provider;
    // As the first alone it would have earned 28,500 for the same work.
    expect(earned - lost).toBeLessThan(28_500n);
  });

  test('is exact for prices that do not divide', async () => {
    const cast = await openFailoverCast();
    const odd = await cast.join('odd', { pricePerHour: 433_337n, guaranteedUnitsPerSecond: 1_013n });
    const total = allFailoverUsdc(cast);
    const next = await takenOver(cast, cast.deal, odd);
    confirmed(await next.start());
    await serve(cast, next, 0n, 137n);
    confirmed(await next.stop());
    await settleBoth(cast, cast.deal, next);
    const { released, subsidyFunded } = next.lease.data;
    const { bondFree, bondLocked } = bondOf(cast, cast.provider);
    const paid = renterAtoms - bondFree - bondLocked;
    expect(paid).toBeGreaterThan(0n);
    expect(paid).toBeLessThan(subsidyFunded);
    expect(moneyOf(next)).toMatchObject({ renter: renterAtoms - (released - paid), vault: 0n });
    expect(allFailoverUsdc(cast)).toBe(total);
  });
});

describe('a migration', () => {
  test('pays the provider what it proves, costs its bond nothing, and moves the rest', async () => {
    const cast = await openFailoverCast();
    const { deal } = cast;
    const before = moneyOf(deal).provider;
    await serve(cast, deal, 0n, 120n);
    confirmed(await deal.migrate(await deal.order('migrate')));
    expect(deal.lease.data.endReason).toBe(EndReason.Stopped);
    confirmed(await deal.bid(cast.second));
    pass(cast, 21n);
    const { deal: next, outcome } = await deal.award(cast.second);
    confirmed(outcome);
    expect(next.lease.data).toMatchObject({ baseUnits: 120_000n, funded: 18_000n, subsidy: 0n });
    confirmed(await next.start());
    await serve(cast, next, 120n, 300n);
    await settleBoth(cast, deal, next);
    expect(moneyOf(deal).provider).toBe(before + 11_400n);
    expect(bondOf(cast, cast.provider).lostCoverage).toBe(0);
  });

  test('to somebody dearer is the renter’s own matter', async () => {
    const cast = await openFailoverCast();
    await serve(cast, cast.deal, 0n, 60n);
    confirmed(await cast.deal.migrate());
    expect(verdict(await cast.deal.bid(cast.dear))).toBe('shortOfFunds');
  });

  test('needs a policy with a hop left', async () => {
    const cast = await openFailoverCast({}, { hopsMax: 1, ratePerHourMax: 720_000n });
    confirmed(await cast.deal.migrate(cast.deal.sessionApproval));
    confirmed(await cast.deal.bid(cast.second));
    pass(cast, 21n);
    const { deal: next } = await cast.deal.award(cast.second);
    confirmed(await next.start());
    await expect(next.migrate()).rejects.toThrow('no_hop_left');
  });
});

describe('down the chain', () => {
  test('each failure moves the money on, until the policy’s last hop refunds', async () => {
    const cast = await openFailoverCast();
    const total = allFailoverUsdc(cast);
    const second = await takenOver(cast, cast.deal, cast.second);
    confirmed(await second.start());
    const third = await takenOver(cast, second, cast.third);
    expect(third.lease.data).toMatchObject({ hopsUsed: 2, funded: 30_000n });
    confirmed(await third.start());
    confirmed(await third.ping());
    pass(cast, 61n);
    confirmed(await third.fail());
    expect(third.lease.data.failoverState).toBe(FailoverState.None);
    pass(cast, 200n);
    for (const deal of [cast.deal, second, third]) confirmed(await deal.settle());
    confirmed(await cast.deal.carry());
    confirmed(await second.carry());
    await payEverybody([cast.deal, second, third]);
    expect(moneyOf(third)).toMatchObject({ renter: renterAtoms, vault: 0n });
    expect(allFailoverUsdc(cast)).toBe(total);
    for (const deal of [cast.deal, second, third]) confirmed(await deal.close());
    expect(cast.market.chain.balance(cast.renter.wallet.address)).toBeGreaterThan(99_900_000_000n);
  });

  test('a successor that never begins is succeeded too', async () => {
    const cast = await openFailoverCast();
    const next = await takenOver(cast, cast.deal, cast.second);
    pass(cast, 61n);
    confirmed(await next.expire());
    expect(next.lease.data).toMatchObject({
      failoverState: FailoverState.Bidding,
      state: LeaseState.Settled,
    });
    confirmed(await next.bid(cast.third));
    pass(cast, 21n);
    const { deal: last, outcome } = await next.award(cast.third);
    confirmed(outcome);
    expect(last.lease.data.funded).toBe(30_000n);
  });

  test('no lease closes while money may still come or go', async () => {
    const cast = await openFailoverCast({}, { hopsMax: 1, ratePerHourMax: 720_000n });
    const next = await takenOver(cast, cast.deal, cast.second);
    pass(cast, 121n);
    confirmed(await next.expire());
    await payEverybody([next]);
    expect(verdict(await next.close())).toBe('notFinished');
    confirmed(await cast.deal.settle());
    expect(verdict(await cast.deal.close())).toBe('notFinished');
    confirmed(await cast.deal.carry());
    await payEverybody([next]);
    confirmed(await next.close());
    confirmed(await cast.deal.close());
  });
});

describe('who cannot be paid', () => {
  test.each(['renter', 'former provider'] as const)('the %s, stops neither award nor carry', async (who) => {
    const cast = await openFailoverCast();
    const { chain, network } = cast.market;
    const [at, owner] =
      who === 'renter'
        ? [cast.renter.source, cast.renter.wallet.address]
        : [cast.provider.payout, cast.provider.authority.address];
    const atoms = tokenBalance(chain, at);
    await placeTokens(chain, { at, owner, mint: network.usdcMint, atoms, state: AccountState.Frozen });
    const next = await takenOver(cast, cast.deal, cast.second);
    confirmed(await next.start());
    await serve(cast, next, 0n, 10n);
    pass(cast, 121n);
    confirmed(await cast.deal.settle());
    confirmed(await cast.deal.carry());
    confirmed(await next.claimProvider());
  });
});

describe('a rental', () => {
  test('goes on for the time that was paid for and not served', async () => {
    const cast = await openFailoverCast({ rentSeconds: 600n });
    const { deal } = cast;
    const before = moneyOf(deal).provider;
    for (const second of [50n, 100n]) {
      pass(cast, 50n);
      confirmed(await deal.redeem({ servedFor: second }));
    }
    const next = await takenOver(cast, deal, cast.second);
    expect(next.lease.data).toMatchObject({ durationS: 500n, funded: 50_000n });
    confirmed(await next.start());
    for (let second = 50n; second <= 500n; second += 50n) {
      pass(cast, 50n);
      confirmed(await next.redeem({ servedFor: second }));
    }
    pass(cast, 1n);
    confirmed(await next.end());
    await settleBoth(cast, deal, next);
    expect(moneyOf(deal).provider).toBe(before + 9_500n);
    expect(moneyOf(next)).toMatchObject({ renter: renterAtoms - 60_000n, fees: 3_000n, vault: 0n });
  });
});
