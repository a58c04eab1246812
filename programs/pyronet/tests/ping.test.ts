import { createSolanaRpc } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import { dueAction } from '@/lib/actions/due-action';
import { answerLamports } from '@/lib/actions/ping-lease';
import { EndReason, getPingLeaseInstructionAsync, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { expectInvariants } from '../testing/invariants';
import { fundedKey, type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

/** The job of the worked timelines: 30,000 atoms, an interval of 60 s. */
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

async function at(second: bigint): Promise<void> {
  market.chain.passSeconds(deal.lease.data.startedAt + second - market.chain.now);
}

function sound(): void {
  expectInvariants({ market, provider, renters: [renter], deals: [deal] });
}

const workerLamports = () => market.chain.balance(provider.worker.address);

describe('a ping', () => {
  test.each([
    ['heartbeat', () => deal.heartbeat()],
    ['checkpoint', () => deal.checkpoint(10n)],
    ['attestation', () => deal.attest(10n)],
  ])('is answered by a %s, whose worker gets what the pinger prepaid', async (_, prove) => {
    await at(30n);
    confirmed(await deal.ping());
    const rent = market.chain.rentFor(1_088);
    const held = workerLamports();
    await at(40n);
    confirmed(await prove());
    const attested = deal.lease.data.attestationSeq === 0 ? 0n : rent;
    expect(workerLamports()).toBe(held + answerLamports - attested);
    await at(200n);
    expect(verdict(await deal.fail())).toBe('noPing');
    sound();
  });

  test('pays for one answer only', async () => {
    confirmed(await deal.ping());
    await at(10n);
    confirmed(await deal.heartbeat());
    const held = workerLamports();
    confirmed(await deal.heartbeat());
    expect(workerLamports()).toBe(held);
  });

  test('may be ordered by the session key, at the expense of whoever brings it', async () => {
    const bringer = await fundedKey(market.chain, 'bringer');
    const held = market.chain.balance(deal.address);
    confirmed(await deal.ping(await deal.order('ping')));
    expect(market.chain.balance(deal.address)).toBe(held + answerLamports);
    expect(verdict(await deal.ping({ by: 'signature', signer: bringer }))).toBe('wrongAuthority');
  });

  test.each(['stop', 'accept', 'cancel'] as const)('is not what an order to %s asks for', async (action) => {
    expect(verdict(await deal.ping(await deal.order(action)))).toBe('wrongMessage');
  });

  test('waits alone, and the next comes an interval after the answer', async () => {
    confirmed(await deal.ping());
    expect(verdict(await deal.ping())).toBe('pingWaits');
    await at(20n);
    confirmed(await deal.heartbeat());
    await at(79n);
    expect(verdict(await deal.ping())).toBe('tooEarly');
    await at(80n);
    confirmed(await deal.ping());
  });

  test('that nobody prepays is refused', async () => {
    const poor = await fundedKey(market.chain, 'poor', 890_880n + answerLamports - 1n);
    const ping = await getPingLeaseInstructionAsync({
      approval: renter.wallet,
      payer: poor,
      lease: deal.address,
    });
    expect(verdict(await market.send([ping]))).not.toBe('confirmed');
    expect(deal.lease.data.pingSlot).toBe(0n);
  });

  test('answered by a voucher leaves the money to whoever ends the waits', async () => {
    await at(30n);
    confirmed(await deal.ping());
    const tip = deal.lease.data.tipLamports;
    await at(50n);
    confirmed(await deal.redeem({ servedFor: 29n }));
    expect(deal.lease.data.pingSlot).not.toBe(0n);
    confirmed(await deal.redeem({ servedFor: 30n }));
    expect(deal.lease.data).toMatchObject({ pingSlot: 0n, tipLamports: tip + answerLamports });
  });
});

describe('a lease whose ping stays unanswered', () => {
  test('fails one interval later, in seconds and in slots: anyone may say so and is tipped', async () => {
    await at(150n);
    confirmed(await deal.ping());
    await at(210n);
    expect(verdict(await deal.fail())).toBe('tooEarly');
    const { pingSlot, punitiveSlotsPerMinute } = deal.lease.data;
    const lastSlot = pingSlot + BigInt(punitiveSlotsPerMinute);
    market.chain.setTime(market.chain.now + 1_000n, lastSlot);
    expect(verdict(await deal.fail())).toBe('tooEarly');
    market.chain.setTime(market.chain.now, lastSlot + 1n);
    const tip = deal.lease.data.tipLamports + answerLamports;
    confirmed(await deal.fail());
    expect(deal.lease.data.tipLamports).toBeLessThan(tip);
    expect(deal.lease.data).toMatchObject({
      state: LeaseState.Stopping,
      endReason: EndReason.Failed,
      stopAt: deal.lease.data.startedAt + 150n,
    });
    expect(read.provider(market.chain, provider.address)).toMatchObject({ lostCoverage: 1, liveLeases: 0 });
    sound();
  });

  test('pays the renter at once what the provider cannot prove any more, and the rest when it does not', async () => {
    for (const second of [55n, 110n]) {
      await at(second);
      confirmed(await deal.heartbeat());
    }
    await at(150n);
    confirmed(await deal.ping());
    await at(211n);
    confirmed(await deal.fail());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal)).toMatchObject({ renter: 1_000_000_000n - 15_000n, vault: 15_000n });
    sound();
    await at(211n + 121n);
    confirmed(await deal.settle());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal)).toMatchObject({ renter: 1_000_000_000n, vault: 0n, provider: 0n });
    expect(read.provider(market.chain, provider.address).bondLocked).toBe(0n);
  });

  test('pays a provider that comes back for what the renter acknowledged and no segment more', async () => {
    const before = moneyOf(deal).provider;
    await at(110n);
    confirmed(await deal.redeem({ servedFor: 110n, delivered: 100n }));
    await at(150n);
    confirmed(await deal.ping());
    await at(211n);
    confirmed(await deal.fail());
    expect(verdict(await deal.attest(101n))).toBe('unacknowledged');
    confirmed(await deal.attest(100n));
    await at(211n + 601n);
    confirmed(await deal.settle(0));
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal)).toMatchObject({ provider: before + 9_500n, fees: 500n, vault: 0n });
    sound();
  });

  test('is the step that is due', async () => {
    confirmed(await deal.ping());
    await at(61n);
    const now = { unixSeconds: market.chain.now, slot: market.chain.slot };
    const due = await dueAction({
      rpc: createSolanaRpc('http://unused'),
      cranker: market.relayer,
      lease: deal.lease,
      now,
    });
    if (!due?.ok) throw new Error('a step is due');
    confirmed(await market.send(due.value.instructions));
    expect(deal.lease.data.endReason).toBe(EndReason.Failed);
  });
});
