import { beforeEach, describe, expect, test } from 'vitest';

import { exitLease } from '@/lib/actions/exit-lease';
import { topUp } from '@/lib/actions/top-up';
import {
  EndReason,
  getExitLeaseInstructionAsync,
  getTopUpInstructionDataCodec,
  LeaseState,
} from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { expectInvariants } from '../testing/invariants';
import { type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens } from '../testing/tokens';

/** A rental of two hours at 100 atoms a second: its notice is 720 s and costs 72,000 atoms. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter, { rentSeconds: 7_200n });
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
});

async function vouchedAt(second: bigint): Promise<void> {
  market.chain.passSeconds(deal.lease.data.startedAt + second - market.chain.now);
  confirmed(await deal.redeem({ servedFor: second }));
}

function sound(): void {
  expectInvariants({ market, provider, renters: [renter], deals: [deal] });
}

async function settleAndPay(): Promise<void> {
  market.chain.passSeconds(121n);
  confirmed(await deal.settle());
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimFees());
  confirmed(await deal.claimRenter());
  sound();
}

describe('a provider that leaves early', () => {
  test('after its notice pays nothing and is paid what it served', async () => {
    await vouchedAt(100n);
    confirmed(await deal.noticeExit());
    await vouchedAt(821n);
    const before = moneyOf(deal);
    confirmed(await deal.exit(provider.worker));
    sound();
    expect(deal.lease.data).toMatchObject({ state: LeaseState.Stopping, endReason: EndReason.Exited });
    await settleAndPay();
    expect(moneyOf(deal)).toMatchObject({ renter: before.renter + 720_000n - 82_100n, vault: 0n });
    expect(read.provider(market.chain, provider.address)).toMatchObject({ bondFree: 1_000_000_000n });
  });

  test('at once pays the renter the price of the notice out of its free bond', async () => {
    await vouchedAt(100n);
    const before = moneyOf(deal);
    const { bondLocked } = read.provider(market.chain, provider.address);
    confirmed(await deal.exit());
    sound();
    expect(read.provider(market.chain, provider.address).bondLocked).toBe(bondLocked);
    await settleAndPay();
    expect(moneyOf(deal).renter - before.renter).toBe(720_000n - 10_000n + 72_000n);
    expect(moneyOf(deal).vault).toBe(0n);
  });

  test('cannot have its bond spent by the worker key alone', async () => {
    await vouchedAt(100n);
    const { chain } = market;
    const leaving = { provider: read.provider(chain, provider.address), lease: deal.lease };
    const now = { unixSeconds: chain.now, slot: chain.slot };
    expect(await exitLease({ ...leaving, worker: provider.worker, now })).toMatchObject({
      ok: false,
      problem: { code: 'authority_needed' },
    });
    expect(verdict(await market.send([await forced(10n ** 9n)]))).toBe('wrongAuthority');
    expect(deal.lease.data.state).toBe(LeaseState.Active);
  });

  test('pays no more than it agreed to', async () => {
    await vouchedAt(100n);
    expect(verdict(await market.send([await forced(71_999n, provider.authority)]))).toBe('chargeTooHigh');
    sound();
  });

  test('pays out of its bond vault, never out of another account of its own', async () => {
    await vouchedAt(100n);
    const { usdcMint } = market.network;
    const bondVault = await placeTokens(market.chain, {
      owner: provider.address,
      mint: usdcMint,
      atoms: 10n ** 9n,
    });
    const { offer, vault } = deal.lease.data;
    const accounts = { worker: provider.authority, provider: provider.address, offer, vault, bondVault };
    const leaving = await getExitLeaseInstructionAsync({
      ...accounts,
      lease: deal.address,
      chargeMax: 10n ** 9n,
    });
    expect(verdict(await market.send([leaving]))).toBe('wrongAccount');
  });

  test('is quoted what it is charged', async () => {
    await vouchedAt(100n);
    const { chain } = market;
    const now = { unixSeconds: chain.now, slot: chain.slot };
    const { bondFree } = read.provider(chain, provider.address);
    const leaving = { worker: provider.authority, provider: read.provider(chain, provider.address) };
    const { charge, instructions } = valueOf(await exitLease({ ...leaving, lease: deal.lease, now }));
    confirmed(await market.send(instructions));
    expect(bondFree - read.provider(chain, provider.address).bondFree).toBe(charge);
  });

  test('because nobody vouches is free, and its rental ends one interval after the last voucher', async () => {
    await vouchedAt(100n);
    market.chain.passSeconds(61n);
    confirmed(await deal.exit(provider.worker));
    sound();
    expect(deal.lease.data.stopAt).toBe(deal.lease.data.startedAt + 160n);
    await settleAndPay();
    expect(moneyOf(deal)).toMatchObject({ renter: 1_000_000_000n - 10_000n, vault: 0n });
  });

  test('gives its GPU back to the offer', async () => {
    confirmed(await deal.exit());
    expect(read.offer(market.chain, provider.offer)).toMatchObject({ gpuFree: 1, liveLeases: 0 });
  });
});

/** The instruction as nobody's client would build it. */
async function forced(chargeMax: bigint, worker = provider.worker) {
  const { offer, vault } = deal.lease.data;
  const accounts = { worker, provider: provider.address, offer, lease: deal.address, vault };
  return getExitLeaseInstructionAsync({ ...accounts, chargeMax });
}

describe('a lease is extended by topping up', () => {
  test('as far as the offer’s longest duration', async () => {
    const longest = 86_400n - 7_200n;
    expect(verdict(await deal.topUp(longest + 1n))).toBe('noExtension');
    confirmed(await deal.topUp(longest));
    expect(deal.lease.data.endAt).toBe(deal.lease.data.startedAt + 86_400n);
    sound();
  });

  test('unless the offer forbids it', async () => {
    const fixed = await joinAsProvider(market, { name: 'fixed', terms: { extendable: false } });
    const opened = await openDeal(market, fixed, renter, { rentSeconds: 600n, nonce: 2n });
    confirmed(opened.outcome);
    confirmed(await opened.deal.start());
    expect(verdict(await opened.deal.topUp(1n))).toBe('noExtension');
  });

  test('for no more than the renter agreed to', async () => {
    const { wallet, source } = renter;
    const addition = { renter: wallet, source, sourceAtoms: 1_000_000_000n, additionalSeconds: 100n };
    const plan = valueOf(await topUp({ ...addition, lease: deal.lease, additionalUnits: 0n }));
    const [honest] = plan.instructions;
    if (honest === undefined) throw new Error('topping up is one instruction');
    const codec = getTopUpInstructionDataCodec();
    const said = codec.decode(Uint8Array.from(honest.data ?? []));
    const data = codec.encode({ ...said, chargeMax: plan.charge - 1n });
    expect(verdict(await market.send([{ ...honest, data }]))).toBe('chargeTooHigh');
    confirmed(await market.send([honest]));
  });

  test('if the provider’s bond covers the longer lease', async () => {
    const poor = await joinAsProvider(market, { name: 'poor', bondAtoms: 200_000n });
    const opened = await openDeal(market, poor, renter, { rentSeconds: 900n, nonce: 3n });
    confirmed(opened.outcome);
    confirmed(await opened.deal.start());
    expect(verdict(await opened.deal.topUp(200n))).toBe('notEnoughBond');
    confirmed(await opened.deal.topUp(100n));
  });
});
