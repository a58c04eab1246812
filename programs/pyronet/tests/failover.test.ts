import { beforeEach, describe, expect, test } from 'vitest';

import { bidFailover } from '@/lib/actions/bid-failover';
import { FailoverState, LeaseState } from '@/lib/pyronet/generated';

import { type Deal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { allFailoverUsdc, openFailoverCast, type FailoverCast, payEverybody } from '../testing/failover';
import { read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { type ProviderActor } from '../testing/provider';

let cast: FailoverCast;
let deal: Deal;

beforeEach(async () => {
  cast = await openFailoverCast();
  deal = cast.deal;
});

const pass = (seconds: bigint) => cast.market.chain.passSeconds(seconds);

async function at(second: bigint): Promise<void> {
  pass(deal.lease.data.startedAt + second - cast.market.chain.now);
}

describe('worked timeline 3', () => {
  /** Checkpoint 100 acknowledged, a voucher for 120 unredeemed, ping at 150, failed after 210, awarded at the same price. */
  async function awarded() {
    await at(110n);
    confirmed(await deal.redeem({ servedFor: 110n, delivered: 100n }));
    await at(150n);
    confirmed(await deal.ping());
    await at(211n);
    confirmed(await deal.fail());
    confirmed(await deal.bid(cast.second));
    await at(232n);
    const { deal: next, outcome } = await deal.award(cast.second);
    confirmed(outcome);
    expect([deal.vaultAtoms, next.vaultAtoms]).toEqual([15_000n, 15_000n]);
    expect(next.lease.data).toMatchObject({ funded: 15_000n, baseUnits: 100_000n, hopsUsed: 1 });
    return next;
  }

  test('pays a provider that returns 100 segments, and 5,000 more move', async () => {
    const total = allFailoverUsdc(cast);
    const before = moneyOf(deal).provider;
    const next = await awarded();
    await at(325n);
    confirmed(await deal.redeem({ servedFor: 120n, delivered: 120n }));
    expect(deal.lease.data.ackSegment).toBe(100n);
    expect(verdict(await deal.attest(101n))).toBe('unacknowledged');
    confirmed(await deal.attest(100n));
    await at(325n + 601n);
    confirmed(await deal.settle(0));
    confirmed(await deal.carry());
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    expect(moneyOf(deal)).toMatchObject({ provider: before + 9_500n, fees: 500n, vault: 0n });
    expect(next.lease.data.funded).toBe(20_000n);
    expect(allFailoverUsdc(cast)).toBe(total);
  });

  test('moves all 30,000 if it does not return', async () => {
    const next = await awarded();
    await at(211n + 121n);
    confirmed(await deal.settle());
    confirmed(await deal.carry());
    expect(next.lease.data.funded).toBe(30_000n);
    expect(deal.vaultAtoms).toBe(0n);
    await expect(deal.carry()).rejects.toThrow('no_successor');
  });

  test('pays the successor for the other 200 segments, and the renter the rest, to the atom', async () => {
    const total = allFailoverUsdc(cast);
    const renterBefore = moneyOf(deal).renter;
    const secondBefore = moneyOf({ ...deal, provider: cast.second } as Deal).provider;
    const next = await awarded();
    confirmed(await next.start());
    for (let second = 50n; second <= 200n; second += 50n) {
      pass(50n);
      confirmed(await next.redeem({ servedFor: second, delivered: 100n + second, accepted: 100n + second }));
    }
    confirmed(await next.attest());
    confirmed(await next.acceptResult());
    // The former provider's reserve has not come yet: no more is paid than is there.
    expect(next.lease.data).toMatchObject({ state: LeaseState.Settled, released: 15_000n });
    pass(200n);
    confirmed(await deal.settle());
    confirmed(await deal.carry());
    expect(next.lease.data.released).toBe(20_000n);
    await payEverybody([deal, next]);
    expect(moneyOf(next)).toMatchObject({
      provider: secondBefore + 19_000n,
      fees: 1_000n,
      renter: renterBefore + 10_000n,
      vault: 0n,
    });
    expect(allFailoverUsdc(cast)).toBe(total);
  });
});

/** Silent from the start; failed, and open for bids. */
async function failed(): Promise<void> {
  confirmed(await deal.ping());
  pass(61n);
  confirmed(await deal.fail());
}

describe('bids', () => {
  test('keep the cheapest, and of equals the first', async () => {
    await failed();
    confirmed(await deal.bid(cast.dear));
    confirmed(await deal.bid(cast.second));
    expect(verdict(await deal.bid(cast.third))).toBe('notCheaper');
    expect(verdict(await deal.bid(cast.dear))).toBe('notCheaper');
    expect(deal.lease.data).toMatchObject({ bestOffer: cast.second.offer, bestRate: 360_000n });
  });

  test('of the failed provider itself are refused', async () => {
    await failed();
    expect(verdict(await deal.bid(cast.provider))).toBe('sameProvider');
  });

  test.each([
    ['has no free GPU', { gpuCount: 1 }, 'notEnoughGpus', true],
    ['costs more than the renter allowed', { pricePerHour: 720_001n }, 'priceMoved', false],
    ['is slower', { guaranteedUnitsPerSecond: 999n }, 'belowRequirement', false],
    ['has less memory', { vramMib: 8_191 }, 'vramTooSmall', false],
    ['has other terms', { termsHash: new Uint8Array(32).fill(4) }, 'termsMoved', false],
    ['isolates less', { isolation: 0 }, 'tierTooLow', false],
    ['proves itself more rarely', { intervalSeconds: 61 }, 'belowRequirement', false],
    ['begins later', { startWithinSeconds: 601 }, 'belowRequirement', false],
  ] as const)('of an offer that %s are refused', async (_, terms, refused, busy) => {
    const candidate = await cast.join('candidate', terms);
    if (busy) await cast.occupy(candidate);
    await failed();
    expect(verdict(await deal.bid(candidate))).toBe(refused);
  });

  test('of an offer whose bond does not cover the rest are refused', async () => {
    const poor = await cast.join('poor', {}, 59_999n);
    await failed();
    expect(verdict(await deal.bid(poor))).toBe('notEnoughBond');
  });

  test('of a silent provider are refused', async () => {
    await failed();
    cast.silence(cast.second);
    expect(verdict(await deal.bid(cast.second))).toBe('providerOffline');
  });

  test('count until their last slot, and only while a successor is sought', async () => {
    expect(verdict(await deal.bid(cast.second))).toBe('notBidding');
    await failed();
    const { failoverCloseSlot } = deal.lease.data;
    const { chain } = cast.market;
    chain.setTime(chain.now, failoverCloseSlot);
    confirmed(await deal.bid(cast.second));
    chain.setTime(chain.now, failoverCloseSlot + 1n);
    expect(verdict(await deal.bid(await cast.join('cheap', { pricePerHour: 1_000n })))).toBe('tooLate');
  });
});

describe('who bids by the client', () => {
  /** The code by which the client refuses a bid, or the verdict on what it sent. */
  async function tried(candidate: ProviderActor): Promise<string> {
    const { chain } = cast.market;
    const offer = { address: candidate.offer, data: read.offer(chain, candidate.offer) };
    const { ackSegment } = deal.lease.data;
    const plan = await bidFailover({
      lease: deal.lease,
      offer,
      now: { unixSeconds: chain.now, slot: chain.slot },
      ...(ackSegment === 0n ? {} : { acknowledged: deal.job.opening(ackSegment) }),
    });
    return plan.ok ? verdict(await cast.market.send(plan.value.instructions)) : plan.problem.code;
  }

  test('is told beforehand what the program would refuse, and can bid otherwise', async () => {
    expect(await tried(cast.second)).toBe('not_bidding');
    await at(50n);
    confirmed(await deal.redeem({ servedFor: 50n, delivered: 40n }));
    await failed();
    expect(await tried(cast.provider)).toBe('same_provider');
    expect(await tried(await cast.join('beyond', { pricePerHour: 720_001n }))).toBe('above_limit');
    expect(await tried(cast.dear)).toBe('confirmed');
    expect(await tried(cast.second)).toBe('confirmed');
    expect(await tried(cast.third)).toBe('not_cheaper');
    expect(deal.lease.data).toMatchObject({ ackUnits: 40_000n, bestOffer: cast.second.offer });
    pass(21n);
    expect(await tried(cast.dear)).toBe('not_bidding');
    pass(21n);
    expect(await tried(cast.dear)).toBe('confirmed');
  });
});

describe('an award', () => {
  test('waits for the bids to end, goes to the best alone, and happens once', async () => {
    await failed();
    confirmed(await deal.bid(cast.second));
    expect(verdict(await cast.forceAward(deal, cast.second))).toBe('tooEarly');
    pass(21n);
    expect(verdict(await cast.forceAward(deal, cast.third))).toBe('wrongAccount');
    confirmed((await deal.award(cast.second)).outcome);
    expect(verdict(await cast.forceAward(deal, cast.second, 40))).toBe('notBidding');
  });

  test('to an address in use is refused', async () => {
    await failed();
    confirmed(await deal.bid(cast.second));
    pass(21n);
    const { deal: next } = await deal.award(cast.second);
    expect(verdict(await cast.forceAward(deal, cast.second))).toBe('alreadyExists');
    expect(next.lease.data.predecessor).toBe(deal.address);
  });

  test('gives back what it laid out, with a tip', async () => {
    await failed();
    confirmed(await deal.bid(cast.second));
    pass(21n);
    const { chain } = cast.market;
    const tip = BigInt(deal.lease.data.crankTipLamports);
    const before = chain.balance(cast.awarder.address);
    const { deal: next, outcome } = await deal.award(cast.second, cast.awarder);
    confirmed(outcome);
    expect(chain.balance(cast.awarder.address)).toBe(before + tip);
    const [lease, vault] = [chain.rentFor(1_280), chain.rentFor(165)];
    expect(chain.balance(deal.address)).toBe(lease + deal.lease.data.tipLamports);
    // One hop more is prepaid.
    expect(chain.balance(next.address)).toBe(lease + next.lease.data.tipLamports + lease + vault);
  });

  test('of an offer that is gone is refused, and another round finds another', async () => {
    await failed();
    confirmed(await deal.bid(cast.second));
    await cast.withdraw(cast.second);
    pass(21n);
    expect(verdict(await cast.forceAward(deal, cast.second))).toBe('wrongOwner');
    expect(verdict(await deal.bid(cast.dear))).toBe('tooLate');
    pass(21n);
    confirmed(await deal.bid(cast.dear));
    expect(deal.lease.data.bestOffer).toBe(cast.dear.offer);
    pass(21n);
    confirmed((await deal.award(cast.dear)).outcome);
  });

  test('is refused if the offer has become dearer than its bid', async () => {
    await failed();
    confirmed(await deal.bid(cast.second));
    await cast.reprice(cast.second, 360_001n);
    pass(31n);
    expect(verdict(await cast.forceAward(deal, cast.second))).toBe('priceMoved');
  });

  test('that bidders prevent by vanishing ends in a refund after three rounds', async () => {
    await failed();
    for (let round = 0; round < 3; round += 1) {
      const ghost = await cast.join(`ghost ${String(round)}`, { pricePerHour: 1_000n });
      confirmed(await deal.bid(ghost));
      await cast.withdraw(ghost);
      pass(41n);
    }
    expect(verdict(await deal.bid(cast.second))).toBe('tooLate');
    confirmed(await deal.claimRenter());
    expect(deal.lease.data).toMatchObject({ failoverState: FailoverState.NoFit, renterClaimed: 30_000n });
  });
});

describe('nobody bids', () => {
  test('and the renter is paid by whoever claims for it, not before', async () => {
    await failed();
    confirmed(await deal.claimRenter());
    expect(deal.lease.data).toMatchObject({ failoverState: FailoverState.Bidding, renterClaimed: 0n });
    pass(21n);
    confirmed(await deal.claimRenter());
    expect(deal.lease.data).toMatchObject({ failoverState: FailoverState.NoFit, renterClaimed: 30_000n });
  });

  test('and the bond is not kept for it', async () => {
    await failed();
    await at(400n);
    confirmed(await deal.settle());
    expect(read.provider(cast.market.chain, cast.provider.address).bondLocked).toBe(100_000n);
    confirmed(await deal.releaseBond());
    expect(read.provider(cast.market.chain, cast.provider.address).bondLocked).toBe(0n);
  });
});
