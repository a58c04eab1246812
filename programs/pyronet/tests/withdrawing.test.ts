import { beforeEach, describe, expect, test } from 'vitest';

import { withdrawResult } from '@/lib/actions/withdraw-result';
import {
  AttestationStatus,
  EndReason,
  getWithdrawResultInstructionAsync,
  getWithdrawResultInstructionDataCodec,
  LeaseState,
} from '@/lib/pyronet/generated';

import { clock } from '../testing/bid';
import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { convict, joinAsChallenger, lie, seizureAddress } from '../testing/fraud';
import { expectInvariants } from '../testing/invariants';
import { type Market, openMarket, read } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

/** A job at 100 atoms a second of which 50 seconds are served: its result waits for 5,000 atoms. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

const evidenceS = 600;

beforeEach(async () => {
  market = await openMarket({ evidenceS });
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
});

const bonded = () => read.provider(market.chain, provider.address);

function sound(): void {
  expectInvariants({ market, provider, renters: [renter], deals: [deal] });
}

async function planned(seq = 0) {
  const address = await deal.attestation(seq);
  const attestation = { address, data: read.attestation(market.chain, address) };
  const { authority } = provider;
  return { authority, provider: bonded(), lease: deal.lease, attestation, now: clock(market) };
}

describe('a provider that takes its result back', () => {
  test('is not paid for it, and its free bond pays the renter a tenth more than everything', async () => {
    confirmed(await deal.attest());
    const before = { bond: bonded(), money: moneyOf(deal) };
    const { forgone, penalty, instructions } = valueOf(await withdrawResult(await planned()));
    expect([forgone, penalty]).toEqual([5_000n, 500n]);
    confirmed(await market.send(instructions));
    const { state, endReason, funded, released } = deal.lease.data;
    expect([state, endReason, released]).toEqual([LeaseState.Settled, EndReason.Withdrawn, 0n]);
    expect(read.attestation(market.chain, await deal.attestation()).status).toBe(AttestationStatus.Withdrawn);
    expect(bonded()).toMatchObject({
      withdrawn: before.bond.withdrawn + 1,
      completed: before.bond.completed,
      bondFree: before.bond.bondFree - 500n,
      bondLocked: before.bond.bondLocked,
    });
    confirmed(await deal.claimRenter());
    expect(moneyOf(deal).renter - before.money.renter).toBe(funded + 500n);
    sound();
  });

  test('keeps its bond locked for the evidence, and the lease closes after it', async () => {
    confirmed(await deal.attest());
    confirmed(await deal.withdrawResult());
    expect(verdict(await deal.releaseBond())).toBe('tooEarly');
    confirmed(await deal.claimRenter());
    market.chain.passSeconds(BigInt(evidenceS) + 1n);
    confirmed(await deal.releaseBond());
    confirmed(await deal.closeAttestation());
    confirmed(await deal.close());
    expect(bonded().bondLocked).toBe(0n);
  });

  test('earns no reputation by the lease', async () => {
    confirmed(await deal.attest(10n));
    confirmed(await deal.acceptResult());
    market.chain.passSeconds(50n);
    confirmed(await deal.attest());
    confirmed(await deal.withdrawResult(1));
    confirmed(await deal.claimFees());
    expect(verdict(await deal.credit())).toBe('earnsNothing');
    sound();
  });

  test('is still convicted where another of its statements contradicts it', async () => {
    const statements = await lie(deal, confirmed);
    confirmed(await deal.stop());
    market.chain.passSeconds(121n);
    confirmed(await deal.settle());
    expect(deal.lease.data.state).toBe(LeaseState.Auditing);
    confirmed(await deal.withdrawResult(1));
    expect(deal.lease.data.state).toBe(LeaseState.Auditing);
    const seizures = [await seizureAddress(deal)];
    confirmed(await convict(deal, await joinAsChallenger(market), statements));
    expect(bonded().frauds).toBe(1);
    expectInvariants({ market, provider, renters: [renter], deals: [deal], seizures });
  });
});

describe('a result is not taken back', () => {
  test('by the worker key, or by another provider', async () => {
    confirmed(await deal.attest());
    const stranger = await joinAsProvider(market, { name: 'stranger' });
    for (const authority of [provider.worker, stranger.authority])
      expect(verdict(await deal.withdrawResult(0, authority))).toBe('wrongAuthority');
  });

  test('for more than the signer agreed to', async () => {
    confirmed(await deal.attest());
    const { vault, provider: at } = deal.lease.data;
    const instruction = await getWithdrawResultInstructionAsync({
      authority: provider.authority,
      provider: at,
      lease: deal.address,
      attestation: await deal.attestation(),
      vault,
      penaltyMax: 499n,
    });
    expect(verdict(await market.send([instruction]))).toBe('chargeTooHigh');
    const data = getWithdrawResultInstructionDataCodec().encode({ penaltyMax: 500n });
    confirmed(await market.send([{ ...instruction, data: Uint8Array.from(data) }]));
  });

  test('out of another lease', async () => {
    confirmed(await deal.attest());
    const other = await openDeal(market, provider, renter, { nonce: 9n });
    confirmed(other.outcome);
    confirmed(await other.deal.start());
    market.chain.passSeconds(50n);
    confirmed(await other.deal.attest());
    const plan = await planned();
    const address = await other.deal.attestation();
    const attestation = { address, data: read.attestation(market.chain, address) };
    const { instructions } = valueOf(await withdrawResult({ ...plan, attestation }));
    expect(verdict(await market.send(instructions))).toBe('wrongAccount');
  });

  test('once its window is over, and the client says so first', async () => {
    confirmed(await deal.attest());
    const before = await planned();
    const { instructions } = valueOf(await withdrawResult(before));
    market.chain.passSeconds(601n);
    expect(verdict(await market.send(instructions))).toBe('tooLate');
    expect(await withdrawResult(await planned())).toMatchObject({ problem: { code: 'too_late' } });
  });

  test('while a later one waits, nor while the lease runs, nor twice', async () => {
    confirmed(await deal.attest(10n));
    expect(await withdrawResult(await planned())).toMatchObject({ problem: { code: 'wrong_lease_state' } });
    confirmed(await deal.attest());
    expect(await withdrawResult(await planned())).toMatchObject({ problem: { code: 'not_last' } });
    const first = await planned(0);
    confirmed(await deal.withdrawResult(1));
    expect(await withdrawResult(await planned(1))).toMatchObject({ problem: { code: 'not_waiting' } });
    expect(deal.lease.data.state).toBe(LeaseState.Auditing);
    const { instructions } = valueOf(await withdrawResult({ ...first, lease: deal.lease }));
    confirmed(await market.send(instructions));
    expect(deal.lease.data.state).toBe(LeaseState.Settled);
    sound();
  });

  test('by a provider whose bond is all locked', async () => {
    confirmed(await deal.attest());
    const plan = await planned();
    const poor = { ...plan, provider: { ...plan.provider, bondFree: 499n } };
    expect(await withdrawResult(poor)).toMatchObject({ problem: { code: 'not_enough_free' } });
  });
});
