import { AccountState } from '@solana-program/token';
import { beforeEach, describe, expect, test } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens, removeAccount, tokenBalance } from '../testing/tokens';

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket({ evidenceS: 600, unbondingS: 1_200 });
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

/** The cooperative end of the worked timelines: 25,000 gross at 250 s. */
async function finish(): Promise<void> {
  await at(250n);
  confirmed(await deal.redeem({ servedFor: 250n, delivered: 300n, accepted: 300n }));
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult(deal.sessionApproval));
}

describe('the renter vanishes', () => {
  test('and the provider is paid for what its own checkpoints cover', async () => {
    const before = moneyOf(deal).provider;
    for (const second of [50n, 100n, 150n]) {
      await at(second);
      confirmed(await deal.checkpoint(second));
    }
    await at(200n);
    confirmed(await deal.attest(200n));
    await at(601n);
    expect([LeaseState.Active, LeaseState.Stopping, LeaseState.Auditing]).toContain(deal.lease.data.state);
    if (deal.lease.data.state === LeaseState.Active) confirmed(await deal.end());
    await at(200n + 601n);
    confirmed(await deal.settle(0));
    if (deal.lease.data.state !== LeaseState.Settled) confirmed(await deal.settle());
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal).provider - before).toBe(19_000n);
    expect(moneyOf(deal).renter).toBe(1_000_000_000n - 20_000n);
  });
});

describe('the worker dies mid-job', () => {
  test('and billing stops with its last proof: the rest comes back to the atom', async () => {
    const before = moneyOf(deal).provider;
    await at(50n);
    confirmed(await deal.redeem({ servedFor: 50n, delivered: 50n, accepted: 50n }));
    await at(601n);
    confirmed(await deal.end());
    expect(deal.lease.data.endReason).toBe(EndReason.Expired);
    await at(601n + 121n);
    confirmed(await deal.settle());
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal).provider - before).toBe(4_750n);
    expect(moneyOf(deal)).toMatchObject({ fees: 250n, renter: 1_000_000_000n - 5_000n, vault: 0n });
    expect(read.provider(market.chain, provider.address).missedCompletion).toBe(1);
  });

  test('and a restarted one goes on: the gap is never billed', async () => {
    await at(50n);
    confirmed(await deal.heartbeat());
    await at(200n);
    confirmed(await deal.heartbeat());
    await at(250n);
    confirmed(await deal.heartbeat());
    expect(deal.lease.data.coveredS).toBe(100n);
  });
});

describe('a payee whose account is gone', () => {
  test('blocks nobody else, and is paid once it is back', async () => {
    await finish();
    removeAccount(market.chain, provider.payout);
    expect(verdict(await deal.claimProvider())).not.toBe('confirmed');
    confirmed(await deal.claimRenter());
    confirmed(await deal.claimFees());
    const owner = provider.authority.address;
    await placeTokens(market.chain, { owner, mint: market.network.usdcMint, atoms: 0n });
    confirmed(await deal.claimProvider());
    expect(tokenBalance(market.chain, provider.payout)).toBe(23_750n);
  });

  test('or frozen blocks nobody else either', async () => {
    await finish();
    const owner = renter.wallet.address;
    const frozen = { owner, mint: market.network.usdcMint, atoms: 7n, state: AccountState.Frozen };
    await placeTokens(market.chain, frozen);
    expect(verdict(await deal.claimRenter())).not.toBe('confirmed');
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    await placeTokens(market.chain, { ...frozen, state: AccountState.Initialized });
    confirmed(await deal.claimRenter());
    expect(tokenBalance(market.chain, renter.source)).toBe(5_007n);
  });
});

describe('a donation to the vault', () => {
  test('changes nobody’s due and goes to the renter when the lease closes', async () => {
    await finish();
    const { vault } = deal;
    await placeTokens(market.chain, {
      owner: deal.address,
      mint: market.network.usdcMint,
      atoms: tokenBalance(market.chain, vault) + 1_234n,
      at: vault,
    });
    const before = moneyOf(deal);
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimRenter());
    const paid = moneyOf(deal);
    expect(paid.provider - before.provider).toBe(23_750n);
    expect(paid.renter - before.renter).toBe(5_000n);
    expect(paid.vault).toBe(1_234n);
    await closeEverything();
    expect(moneyOf(deal).renter - before.renter).toBe(6_234n);
  });
});

describe('a finished lease', () => {
  test('closes: rent and unused tip go back to who paid them, and the bond is free again', async () => {
    const rent = market.chain.balance(deal.address) + market.chain.balance(deal.vault);
    const lamportsBefore = market.chain.balance(renter.wallet.address);
    await finish();
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    confirmed(await deal.claimRenter());
    await closeEverything();
    expect(market.chain.account(deal.address).exists).toBe(false);
    expect(market.chain.account(deal.vault).exists).toBe(false);
    expect(market.chain.balance(renter.wallet.address) - lamportsBefore).toBe(rent);
    expect(read.provider(market.chain, provider.address)).toMatchObject({
      bondLocked: 0n,
      bondFree: 1_000_000_000n,
      liveLeases: 0,
    });
  });

  test('does not close while somebody is still owed', async () => {
    await finish();
    confirmed(await deal.claimRenter());
    market.chain.passSeconds(1_000n);
    expect(verdict(await deal.closeAttestation())).toBe('confirmed');
    expect(verdict(await deal.close())).toBe('notFinished');
  });

  test('and only one that is settled gives its bond back', async () => {
    const locked = deal.lease.data.bondLocked;
    expect(locked).not.toBe(0n);
    expect(verdict(await deal.releaseBond())).toBe('wrongState');
    confirmed(await deal.stop());
    market.chain.passSeconds(1_000n);
    expect(verdict(await deal.releaseBond())).toBe('wrongState');
    expect(read.provider(market.chain, provider.address).bondLocked).toBe(locked);
  });

  test('keeps the bond locked as long as fraud can be proved', async () => {
    await finish();
    expect(verdict(await deal.releaseBond())).toBe('tooEarly');
    market.chain.passSeconds(601n);
    confirmed(await deal.releaseBond());
  });
});

/** Lets the evidence time pass, then frees the bond and closes attestation and lease. */
async function closeEverything(): Promise<void> {
  market.chain.passSeconds(1_000n);
  confirmed(await deal.releaseBond());
  confirmed(await deal.closeAttestation());
  confirmed(await deal.close());
}
