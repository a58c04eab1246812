import { type Address } from '@solana/kit';
import { expect, test } from 'vitest';

import { closePair } from '@/lib/actions/close-pair';
import { creditReputation } from '@/lib/actions/credit-reputation';
import { scoreOf } from '@/lib/domain/reputation';
import { findPairPda } from '@/lib/pyronet/generated';

import { type Deal, type DealTerms, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

/** A rental of 300 seconds pays 30,000 atoms and 1,500 of fees, which weigh 375. */
const rules = { half: 1_000n, pairCap: 400n, epochCap: 700n, epochS: 10_000 };
const weight = 375n;

interface Scene {
  readonly market: Market;
  readonly provider: ProviderActor;
  readonly renters: readonly RenterActor[];
}

async function scene(): Promise<Scene> {
  const market = await openMarket({ evidenceS: 0 }, undefined, rules);
  const provider = await joinAsProvider(market, { terms: { gpuCount: 8 } });
  const renters = [await joinAsRenter(market), await joinAsRenter(market, { name: 'second renter' })];
  return { market, provider, renters };
}

async function open(
  { market, provider, renters }: Scene,
  nonce: bigint,
  who = 0,
  terms: DealTerms = { rentSeconds: 300n },
) {
  const renter = renters[who];
  if (renter === undefined) throw new Error('no such renter');
  const { deal, outcome } = await openDeal(market, provider, renter, { nonce, ...terms });
  confirmed(outcome);
  return deal;
}

/** Served to its end, vouched for throughout and settled; nothing is claimed. */
async function served(at: Scene, nonce: bigint, who = 0): Promise<Deal> {
  const deal = await open(at, nonce, who);
  confirmed(await deal.start());
  at.market.chain.passSeconds(300n);
  confirmed(await deal.redeem({ servedFor: 300n }));
  confirmed(await deal.end());
  at.market.chain.passSeconds(200n);
  confirmed(await deal.settle());
  return deal;
}

async function pairOf({ lease: { data } }: Deal): Promise<Address> {
  const [address] = await findPairPda({ provider: data.provider, renter: data.renter });
  return address;
}

const provider = (at: Scene) => read.provider(at.market.chain, at.provider.address);

test('fees that were paid raise the score, once, and only after they were paid', async () => {
  const at = await scene();
  const deal = await served(at, 1_000n);
  expect(verdict(await deal.credit())).toBe('feesUnclaimed');
  confirmed(await deal.claimFees());
  confirmed(await deal.credit());
  expect(provider(at)).toMatchObject({
    standing: weight,
    reputation: scoreOf(weight, 1_000n),
    reputationSeq: 1,
  });
  expect(verdict(await deal.credit())).toBe('alreadyCredited');
});

test('a credit counts between its own two, and in no other pair', async () => {
  const at = await scene();
  const other = await joinAsProvider(at.market, { name: 'other provider', terms: { gpuCount: 8 } });
  const deal = await served(at, 1_000n);
  const withOtherRenter = await served(at, 2_000n, 1);
  const ofOtherProvider = await served({ ...at, provider: other }, 3_000n);
  for (const each of [deal, withOtherRenter, ofOtherProvider]) confirmed(await each.claimFees());
  for (const elsewhere of [withOtherRenter, ofOtherProvider]) {
    confirmed(await elsewhere.credit());
    const pair = await pairOf(elsewhere);
    const { instructions } = await creditReputation({
      network: at.market.network,
      payer: at.market.relayer,
      lease: deal.lease,
    });
    const own = await pairOf(deal);
    const astray = instructions.map((instruction) => ({
      ...instruction,
      accounts: (instruction.accounts ?? []).map((account) =>
        account.address === own ? { ...account, address: pair } : account,
      ),
    }));
    at.market.chain.passSeconds(10_000n);
    expect(verdict(await at.market.send(astray))).toBe('wrongAccount');
  }
  confirmed(await deal.credit());
});

test('a lease closes whether or not its fees were counted', async () => {
  const at = await scene();
  const deal = await served(at, 1_000n);
  confirmed(await deal.claimFees());
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimRenter());
  confirmed(await deal.close());
  expect(provider(at).reputation).toBe(0n);
});

test('one renter raises a score once an epoch here; others may go on, until the epoch is full', async () => {
  const at = await scene();
  const deals = [await served(at, 1_000n), await served(at, 2_000n), await served(at, 3_000n, 1)];
  for (const deal of deals) confirmed(await deal.claimFees());
  const [first, second, third] = deals;
  confirmed((await first?.credit()) ?? { ok: false, customError: 0, computeUnits: 0n, logs: [] });
  expect(second && verdict(await second.credit())).toBe('epochCapReached');
  expect(third && verdict(await third.credit())).toBe('epochCapReached');
  at.market.chain.passSeconds(10_000n);
  expect(second && verdict(await second.credit())).toBe('confirmed');
  expect(provider(at).standing).toBe(2n * weight);
});

test('a pair closes when its epoch is over, and not before', async () => {
  const at = await scene();
  const deal = await served(at, 1_000n);
  confirmed(await deal.claimFees());
  confirmed(await deal.credit());
  const address = await pairOf(deal);
  const close = async () => {
    const pair = { address, data: read.pair(at.market.chain, address) };
    return at.market.send((await closePair(at.market.network, pair)).instructions);
  };
  expect(verdict(await close())).toBe('tooEarly');
  const before = at.market.chain.balance(at.market.relayer.address);
  at.market.chain.passSeconds(10_000n);
  confirmed(await close());
  expect(at.market.chain.account(address).exists).toBe(false);
  const rent = at.market.chain.rentFor(128);
  expect(at.market.chain.balance(at.market.relayer.address)).toBeGreaterThan(before + rent - 20_000n);
});

test('silence, no start, a lost ping and a late job each cost their share at once', async () => {
  const at = await scene();
  const earned = await served(at, 1_000n);
  confirmed(await earned.claimFees());
  confirmed(await earned.credit());
  const faults: readonly (readonly [number, (deal: Deal) => Promise<void>])[] = [
    [9_000, async (deal) => fail(at, deal, 61n, 'expire')],
    [8_000, async (deal) => (confirmed(await deal.accept()), fail(at, deal, 700n, 'expire'))],
    [
      7_000,
      async (deal) => {
        confirmed(await deal.start());
        confirmed(await deal.ping());
        await fail(at, deal, 61n, 'fail');
      },
    ],
  ];
  let nonce = 10_000n;
  for (const [keepBps, commit] of faults) {
    nonce += 1_000n;
    const before = provider(at).reputation;
    await commit(await open(at, nonce));
    const after = provider(at).reputation;
    expect(after).toBeLessThanOrEqual((before * BigInt(keepBps)) / 10_000n);
    expect(after).toBeGreaterThan(0n);
  }
  const job = await open(at, 90_000n, 0, { completeWithinSeconds: 300n });
  confirmed(await job.start());
  const before = provider(at).reputation;
  await fail(at, job, 301n, 'end');
  expect(provider(at).reputation).toBeLessThanOrEqual((before * 7n) / 10n);
});

async function fail({ market }: Scene, deal: Deal, seconds: bigint, how: 'expire' | 'fail' | 'end') {
  market.chain.passSeconds(seconds);
  confirmed(await deal[how]());
}

test('above the governed value a newcomer is refused, and one with a score is not', async () => {
  const market = await openMarket({ evidenceS: 0 }, undefined, {
    ...rules,
    highValue: 30_000n,
    highValueMin: 200_000,
  });
  const newcomer = await joinAsProvider(market, { terms: { gpuCount: 8 } });
  const renter = await joinAsRenter(market);
  const at = { market, provider: newcomer, renters: [renter] };
  const dear = () => openDeal(market, newcomer, renter, { rentSeconds: 600n, nonce: 5_000n });
  expect(verdict((await dear()).outcome)).toBe('valueNeedsReputation');
  const deal = await served(at, 1_000n);
  confirmed(await deal.claimFees());
  confirmed(await deal.credit());
  expect(verdict((await dear()).outcome)).toBe('confirmed');
});
