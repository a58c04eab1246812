import { beforeEach, describe, expect, test } from 'vitest';

import { repriceOffer } from '@/lib/actions/reprice-offer';
import { takeOffer } from '@/lib/actions/take-offer';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { LeaseState } from '@/lib/pyronet/generated';

import { openDeal, takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { tokenBalance } from '../testing/tokens';

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
});

/** Has the provider change its price now. */
async function reprice(pricePerHour: bigint): Promise<bigint> {
  const change = valueOf(
    await repriceOffer({
      network: market.network,
      authority: provider.authority,
      offer: { address: provider.offer, data: read.offer(market.chain, provider.offer) },
      pricePerHour,
      now: market.chain.now,
    }),
  );
  confirmed(await market.send(change.instructions));
  return change.effectiveFrom;
}

describe('taking an offer', () => {
  test('funds the vault with exactly what was quoted and takes the capacity', async () => {
    const { deal, outcome, plan } = await openDeal(market, provider, renter);
    confirmed(outcome);
    expect(tokenBalance(market.chain, plan.vault)).toBe(plan.quote.escrow);
    expect(tokenBalance(market.chain, renter.source)).toBe(1_000_000_000n - plan.quote.escrow);
    const { state, funded, bondLocked, ratePerHour, cancelDeposit } = deal.lease.data;
    expect(state).toBe(LeaseState.Open);
    expect(funded).toBe(plan.quote.escrow);
    expect(bondLocked).toBe(plan.quote.providerBond);
    expect(ratePerHour).toBe(plan.quote.ratePerHour);
    expect(cancelDeposit).toBe(plan.quote.cancelDeposit);
    expect(read.offer(market.chain, provider.offer).gpuFree).toBe(0);
  });

  test('deposits exactly the lamports that were quoted', async () => {
    const before = market.chain.balance(renter.wallet.address);
    const { outcome, plan } = await openDeal(market, provider, renter);
    confirmed(outcome);
    const spent = before - market.chain.balance(renter.wallet.address);
    expect(spent).toBe(plan.quote.rentLamports + plan.quote.tipLamports);
  });

  test('fails when the price was raised between quote and signature, and succeeds when it was cut', async () => {
    const quotedHigh = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    const effectiveFrom = await reprice(400_000n);
    market.chain.passSeconds(effectiveFrom - market.chain.now);
    expect(verdict(await market.send(quotedHigh.instructions))).toBe('priceMoved');
    expect(tokenBalance(market.chain, renter.source)).toBe(1_000_000_000n);
    await reprice(300_000n);
    confirmed(await market.send(quotedHigh.instructions));
    const lease = read.lease(market.chain, quotedHigh.lease);
    expect(lease.pricePerHour).toBe(300_000n);
    expect(lease.funded).toBe(25_000n);
  });

  test('at the old price still lands while an announced raise has not begun', async () => {
    const quoted = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    const effectiveFrom = await reprice(400_000n);
    market.chain.passSeconds(effectiveFrom - market.chain.now - 1n);
    confirmed(await market.send(quoted.instructions));
    expect(read.lease(market.chain, quoted.lease).pricePerHour).toBe(360_000n);
  });

  test('by two renters at once gives the last GPU to the first and leaves the second whole', async () => {
    const rival = await joinAsRenter(market, { name: 'rival' });
    const first = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    const second = valueOf(await takeOffer(takeRequest(market, provider, rival)));
    confirmed(await market.send(first.instructions));
    expect(verdict(await market.send(second.instructions))).toBe('notEnoughGpus');
    expect(tokenBalance(market.chain, rival.source)).toBe(1_000_000_000n);
    expect(market.chain.account(second.lease).exists).toBe(false);
  });

  test('without enough USDC fails and opens nothing', async () => {
    const poor = await joinAsRenter(market, { name: 'poor', atoms: 29_999n });
    const request = takeRequest(market, provider, poor);
    expect(await takeOffer(request)).toMatchObject({ ok: false, problem: { code: 'not_enough_usdc' } });
    const forced = valueOf(await takeOffer({ ...request, sourceAtoms: 30_000n }));
    expect(verdict(await market.send(forced.instructions))).toBe('notEnoughFunds');
    expect(market.chain.account(forced.lease).exists).toBe(false);
    expect(read.offer(market.chain, provider.offer).gpuFree).toBe(1);
  });

  test('without enough SOL for the deposits fails and opens nothing', async () => {
    const poor = await joinAsRenter(market, { name: 'poor', lamports: 5_000_000n });
    const request = takeRequest(market, provider, poor);
    expect(await takeOffer(request)).toMatchObject({ ok: false, problem: { code: 'not_enough_sol' } });
    const forced = valueOf(await takeOffer({ ...request, payerLamports: 10n ** 12n }));
    expect(verdict(await market.send(forced.instructions))).not.toBe('confirmed');
    expect(tokenBalance(market.chain, poor.source)).toBe(1_000_000_000n);
    expect(market.chain.account(forced.lease).exists).toBe(false);
  });

  test('succeeds although somebody sent a lamport to the new addresses first', async () => {
    const { instructions, lease, vault } = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    market.chain.airdrop(lease, 1_000_000n);
    market.chain.airdrop(vault, 1_000_000n);
    confirmed(await market.send(instructions));
  });

  test('twice under one nonce opens one lease', async () => {
    await openDeal(market, provider, renter);
    const other = await joinAsProvider(market, { name: 'other' });
    const again = await openDeal(market, other, renter);
    expect(verdict(again.outcome)).toBe('alreadyExists');
  });

  test('fails once the provider has been silent for longer than it announced', async () => {
    const quoted = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    market.chain.passSeconds(7_201n);
    expect(verdict(await market.send(quoted.instructions))).toBe('providerOffline');
  });

  test('fails once the offer is withdrawn', async () => {
    const quoted = valueOf(await takeOffer(takeRequest(market, provider, renter)));
    const offer = { address: provider.offer, data: read.offer(market.chain, provider.offer) };
    const withdrawal = await withdrawOffer({ authority: provider.authority, offer });
    expect(withdrawal.closes).toBe(true);
    confirmed(await market.send(withdrawal.instructions));
    expect(verdict(await market.send(quoted.instructions))).not.toBe('confirmed');
    expect(tokenBalance(market.chain, renter.source)).toBe(1_000_000_000n);
  });

  test('needs a bond that outweighs what fraud could gain', async () => {
    const thin = await joinAsProvider(market, { name: 'thin', bondAtoms: 100_000n });
    const request = takeRequest(market, thin, renter, { request: { valueAtRiskAtoms: 20_001n } });
    expect(await takeOffer(request)).toMatchObject({ ok: false, problem: { code: 'not_enough_bond' } });
    const rich = { address: thin.address, data: { ...request.provider.data, bondFree: 10n ** 9n } };
    const forced = valueOf(await takeOffer({ ...request, provider: rich }));
    expect(verdict(await market.send(forced.instructions))).toBe('notEnoughBond');
    const modest = valueOf(await takeOffer({ ...request, valueAtRiskAtoms: 20_000n }));
    confirmed(await market.send(modest.instructions));
  });
});
