import { AccountState } from '@solana-program/token';
import { beforeEach, describe, expect, test } from 'vitest';

import { heartbeatLeases, heartbeatLeasesMax } from '@/lib/actions/heartbeat-leases';
import { type Settleable, settleLeases, settleLeasesMax } from '@/lib/actions/settle-leases';
import { LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { expectInvariants } from '../testing/invariants';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens, tokenBalance } from '../testing/tokens';

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market, { terms: { gpuCount: 8 } });
  renter = await joinAsRenter(market);
});

async function started(nonce: bigint, by = provider): Promise<Deal> {
  const { deal, outcome } = await openDeal(market, by, renter, { nonce });
  confirmed(outcome);
  confirmed(await deal.start());
  return deal;
}

const fleet = (count: number) =>
  Array.from({ length: count }, (_, index) => index).reduce<Promise<Deal[]>>(
    async (deals, index) => [...(await deals), await started(BigInt(index) * 1_000n)],
    Promise.resolve([]),
  );

function beat(deals: readonly Deal[], worker = provider.worker) {
  const leases = deals.map(({ address }) => address);
  return market.send(valueOf(heartbeatLeases({ worker, provider: provider.address, leases })).instructions);
}

async function entriesOf(deals: readonly Deal[], attested = true): Promise<Settleable[]> {
  return Promise.all(
    deals.map(async (deal) => ({
      lease: deal.lease,
      ...(attested ? { attestation: await deal.attestation() } : {}),
    })),
  );
}

const settle = async (deals: readonly Deal[], attested = true) =>
  market.send(
    valueOf(settleLeases({ cranker: market.relayer, entries: await entriesOf(deals, attested) }))
      .instructions,
  );

const castOf = (deals: readonly Deal[]) => ({ market, deals, provider, renters: [renter] });

const covered = (deals: readonly Deal[]) => deals.map(({ lease }) => lease.data.coveredS);

describe('one heartbeat', () => {
  test('covers every lease of a fleet as its own would', async () => {
    const deals = await fleet(4);
    market.chain.passSeconds(40n);
    confirmed(await beat(deals));
    expect(covered(deals)).toEqual([40n, 40n, 40n, 40n]);
    expectInvariants(castOf(deals));
  });

  test('passes over leases that it cannot be for, and leaves them as they are', async () => {
    const other = await joinAsProvider(market, { name: 'other' });
    const foreign = await started(90_000n, other);
    const [ended, served] = [await started(1_000n), await started(2_000n)];
    confirmed(await ended.stop());
    market.chain.passSeconds(50n);
    confirmed(await foreign.heartbeat());
    market.chain.passSeconds(200n);
    confirmed(await ended.settle());
    const before = [ended.lease.data, foreign.lease.data];
    confirmed(await served.redeem({ servedFor: 250n, covered: 240n }));
    confirmed(await beat([ended, foreign, served]));
    expect([ended.lease.data, foreign.lease.data]).toEqual(before);
    expect(served.lease.data.coveredS).toBe(250n);
  });

  test('reaches as many leases as the client lets into one', async () => {
    provider = await joinAsProvider(market, { name: 'fleet', terms: { gpuCount: heartbeatLeasesMax } });
    const deals = await fleet(heartbeatLeasesMax);
    market.chain.passSeconds(40n);
    confirmed(await beat(deals));
    expect(covered(deals)).toEqual(deals.map(() => 40n));
  });

  test('that is for no lease fails', async () => {
    const other = await joinAsProvider(market, { name: 'other' });
    expect(verdict(await beat([await started(90_000n, other)]))).toBe('wrongAccount');
  });

  test('is its worker’s alone', async () => {
    expect(verdict(await beat(await fleet(1), renter.wallet))).toBe('wrongAuthority');
  });

  test('covers no second twice, however often a lease is named', async () => {
    const [deal] = await fleet(1);
    if (deal === undefined) throw new Error('a fleet of one');
    market.chain.passSeconds(40n);
    confirmed(await beat([deal, deal, deal]));
    expect(deal.lease.data.coveredS).toBe(40n);
  });
});

describe('settling at once', () => {
  /** Everything is attested after 280 seconds, which earns 28,000 less the fee of 1,400. */
  async function attested(count: number): Promise<Deal[]> {
    const deals = await fleet(count);
    for (let second = 0; second < 280; second += 40) {
      market.chain.passSeconds(40n);
      confirmed(await beat(deals));
    }
    for (const deal of deals) confirmed(await deal.attest());
    return deals;
  }

  test('settles every lease and pays the provider what each would have', async () => {
    const deals = await attested(3);
    market.chain.passSeconds(601n);
    const before = tokenBalance(market.chain, provider.payout);
    confirmed(await settle(deals));
    expect(deals.map(({ lease }) => lease.data.state)).toEqual(deals.map(() => LeaseState.Settled));
    expect(tokenBalance(market.chain, provider.payout) - before).toBe(3n * 26_600n);
    expectInvariants(castOf(deals));
  });

  test('reaches as many leases as the client lets into one', async () => {
    provider = await joinAsProvider(market, { name: 'fleet', terms: { gpuCount: settleLeasesMax } });
    const deals = await fleet(settleLeasesMax);
    for (const deal of deals) confirmed(await deal.stop());
    market.chain.passSeconds(121n);
    confirmed(await settle(deals, false));
    expect(deals.map(({ lease }) => lease.data.state)).toEqual(deals.map(() => LeaseState.Settled));
  });

  test('settles what stopped without a result', async () => {
    const deals = await fleet(2);
    for (const deal of deals) confirmed(await deal.stop());
    market.chain.passSeconds(121n);
    confirmed(await settle(deals, false));
    expect(deals.map(({ lease }) => lease.data.state)).toEqual(deals.map(() => LeaseState.Settled));
  });

  test('passes over an entry whose window is open', async () => {
    const [early] = await attested(1);
    if (early === undefined) throw new Error('a fleet of one');
    market.chain.passSeconds(300n);
    const late = await started(50_000n);
    confirmed(await late.attest());
    const before = late.lease.data;
    market.chain.passSeconds(400n);
    confirmed(await settle([late, early]));
    expect(late.lease.data).toEqual(before);
    expect(early.lease.data.state).toBe(LeaseState.Settled);
  });

  test('passes over a lease that runs, or that still may prove what it served', async () => {
    const [running, stopped] = [await started(1_000n), await started(2_000n)];
    market.chain.passSeconds(50n);
    expect(verdict(await settle([running], false))).toBe('wrongState');
    confirmed(await stopped.stop());
    market.chain.passSeconds(119n);
    expect(verdict(await settle([stopped], false))).toBe('tooEarly');
    market.chain.passSeconds(2n);
    const before = running.lease.data;
    confirmed(await settle([running, stopped], false));
    expect(running.lease.data).toEqual(before);
    expect(stopped.lease.data.state).toBe(LeaseState.Settled);
  });

  test('settles for a provider whose account is frozen, and leaves its dues where they are', async () => {
    const deals = await attested(2);
    market.chain.passSeconds(601n);
    await placeTokens(market.chain, {
      owner: provider.authority.address,
      mint: market.network.usdcMint,
      atoms: 0n,
      at: provider.payout,
      state: AccountState.Frozen,
    });
    confirmed(await settle(deals));
    expect(deals.map(({ lease }) => lease.data.providerClaimed)).toEqual([0n, 0n]);
    expect(deals.map(({ lease }) => lease.data.state)).toEqual(deals.map(() => LeaseState.Settled));
  });

  test('pays out of no vault but the lease’s own, and releases no attestation but its own', async () => {
    const [first, second] = await attested(2);
    if (first === undefined || second === undefined) throw new Error('a fleet of two');
    market.chain.passSeconds(601n);
    const wrongVault = { ...first.lease, data: { ...first.lease.data, vault: second.vault } };
    const wrongs: Settleable[] = [
      { lease: wrongVault, attestation: await first.attestation() },
      { lease: first.lease, attestation: await second.attestation() },
    ];
    for (const wrong of wrongs) {
      const plan = valueOf(settleLeases({ cranker: market.relayer, entries: [wrong] }));
      expect(verdict(await market.send(plan.instructions))).toBe('wrongAccount');
    }
  });
});
