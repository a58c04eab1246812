import { beforeEach, expect, test } from 'vitest';

import { AttestationStatus, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { expectInvariants } from '../testing/invariants';
import { type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

/** A session of up to 300 segments at 100 atoms a second, in which a request takes one segment or several. */
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
  confirmed(await deal.start());
});

const rootOf = (batch: number): Uint8Array => new Uint8Array(32).fill(batch + 1);

const attestationAt = async (seq: number) => read.attestation(market.chain, await deal.attestation(seq));

test('a session pays for its requests in batches, of which each says how many there were', async () => {
  const batches = [
    { requests: 40, segments: 50n },
    { requests: 7, segments: 100n },
    { requests: 1, segments: 150n },
  ];
  const before = moneyOf(deal);
  for (const [seq, { requests: count, segments }] of batches.entries()) {
    market.chain.passSeconds(50n);
    confirmed(await deal.attest(segments, deal.job, { count, root: rootOf(seq) }));
    confirmed(await deal.acceptResult(deal.sessionApproval, seq));
    const { requestCount, requestsRoot, status } = await attestationAt(seq);
    expect([requestCount, status]).toEqual([count, AttestationStatus.Accepted]);
    expect(Uint8Array.from(requestsRoot)).toEqual(rootOf(seq));
    expect(deal.lease.data).toMatchObject({ state: LeaseState.Active, released: segments * 100n });
  }
  confirmed(await deal.stop());
  market.chain.passSeconds(121n);
  confirmed(await deal.settle());
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimFees());
  confirmed(await deal.claimRenter());
  expect(moneyOf(deal).provider - before.provider).toBe(14_250n);
  expectInvariants({ market, provider, renters: [renter], deals: [deal] });
});

test('a number of requests without their root says nothing, nor does a root without a number', async () => {
  market.chain.passSeconds(50n);
  expect(verdict(await deal.attest(10n, deal.job, { count: 3, root: new Uint8Array(32) }))).toBe(
    'invalidJob',
  );
  expect(verdict(await deal.attest(10n, deal.job, { count: 0, root: rootOf(0) }))).toBe('invalidJob');
  confirmed(await deal.attest(10n));
  expect((await attestationAt(0)).requestCount).toBe(0);
});
