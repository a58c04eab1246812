import { beforeEach, describe, expect, test } from 'vitest';

import { AttestationStatus, EndReason, LeaseState } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import {
  type Challenger,
  contradictionOf,
  convict,
  joinAsChallenger,
  lie,
  planConviction,
} from '../testing/fraud';
import { sampleJob } from '../testing/job';
import { type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { tokenBalance } from '../testing/tokens';

/** A lease of 30,000 atoms locks 100,000 of the bond, the least that a lease locks. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let challenger: Challenger;
let deal: Deal;

const balance = (at: Parameters<typeof tokenBalance>[1]): bigint => tokenBalance(market.chain, at);
const record = () => read.provider(market.chain, provider.address);

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market, { terms: { gpuCount: 2 } });
  renter = await joinAsRenter(market);
  challenger = await joinAsChallenger(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
});

describe('a provider that states two things about the same segments', () => {
  test('is convicted while it serves: the renter has its escrow back at once, bond and a tenth of the stake are seized', async () => {
    const before = record();
    const statements = await lie(deal, confirmed);
    confirmed(await convict(deal, challenger, statements));
    const lease = deal.lease.data;
    expect([LeaseState[lease.state], EndReason[lease.endReason]]).toEqual(['Settled', 'Fraud']);
    expect(lease.bondLocked).toBe(0n);
    const after = record();
    expect(after.bondSeized).toBe(100_000n);
    expect(after.bondLocked).toBe(before.bondLocked - 100_000n);
    expect(after.stakeSeized).toBe(before.stake / 10n);
    expect(after.stake).toBe(before.stake - before.stake / 10n);
    expect([after.frauds, after.openSeizures, after.liveLeases]).toEqual([1, 1, 0]);
    for (const { seq } of statements) {
      const { status } = read.attestation(market.chain, await deal.attestation(seq));
      expect(AttestationStatus[status]).toBe('Refuted');
    }
    const renterBefore = balance(renter.source);
    confirmed(await deal.claimRenter());
    expect(balance(renter.source) - renterBefore).toBe(30_000n);
    expect(deal.vaultAtoms).toBe(0n);
  });

  test('keeps what was released before, and nothing of what waited', async () => {
    const statements = await lie(deal, confirmed);
    confirmed(await deal.acceptResult(deal.walletApproval, 0));
    confirmed(await convict(deal, challenger, statements));
    market.chain.passSeconds(700n);
    await expect(deal.acceptResult(deal.walletApproval, 1)).rejects.toThrow('wrong_lease_state');
    await expect(deal.settle(1)).rejects.toThrow('wrong_lease_state');
    expect(deal.lease.data.released).toBe(1_000n);
    const before = balance(provider.payout);
    confirmed(await deal.claimProvider());
    expect(balance(provider.payout) - before).toBe(950n);
  });

  test('is convicted once', async () => {
    const statements = await lie(deal, confirmed);
    const plan = await planConviction(deal, challenger, statements);
    confirmed(await market.send(plan.instructions));
    expect(verdict(await market.send(plan.instructions))).toBe('notConvictable');
  });

  test('is convicted after the lease has settled, until its evidence time is over', async () => {
    const statements = await lie(deal, confirmed);
    confirmed(await deal.attest());
    confirmed(await deal.acceptResult(deal.walletApproval, 2));
    expect(LeaseState[deal.lease.data.state]).toBe('Settled');
    const completed = record().completed;
    const plan = await planConviction(deal, challenger, statements);
    market.chain.passSeconds(deal.lease.data.evidenceUntil - market.chain.now);
    expect(verdict(await market.send(plan.instructions))).toBe('tooLate');
    market.chain.setTime(market.chain.now - 1n, market.chain.slot);
    confirmed(await market.send(plan.instructions));
    expect(record().completed).toBe(completed - 1);
    expect(EndReason[deal.lease.data.endReason]).toBe('Fraud');
  });
});

describe('what convicts nobody', () => {
  test('is a node that both statements share, or one beyond the shorter of them', async () => {
    const statements = await lie(deal, confirmed);
    const honest = contradictionOf(statements);
    const shared = {
      ...honest,
      secondNode: honest.firstNode,
    };
    const same = await planConviction(deal, challenger, statements, shared);
    expect(verdict(await market.send(same.instructions))).toBe('noContradiction');
    const padded = { ...honest, height: 4, nodeIndex: 0n, proof: honest.proof.slice(-1) };
    const beyond = await planConviction(deal, challenger, statements, padded);
    expect(verdict(await market.send(beyond.instructions))).toBe('invalidProof');
  });

  test('is an opening that leads elsewhere', async () => {
    const statements = await lie(deal, confirmed);
    const honest = contradictionOf(statements);
    for (const changed of [
      { ...honest, nodeIndex: honest.nodeIndex + 1n, height: 0 },
      { ...honest, firstNode: new Uint8Array(32).fill(1) },
      { ...honest, proof: honest.proof.slice(1) },
      { ...honest, height: 41 },
    ]) {
      const plan = await planConviction(deal, challenger, statements, changed);
      expect(verdict(await market.send(plan.instructions))).toBe('invalidProof');
    }
  });

  test('is two attestations of different leases', async () => {
    const other = await openDeal(market, provider, renter, { nonce: 2n });
    confirmed(other.outcome);
    confirmed(await other.deal.start());
    const statements = await lie(deal, confirmed);
    confirmed(await other.deal.attest(20n, sampleJob(300, 1_000n, 3)));
    const plan = await planConviction(deal, challenger, statements);
    const foreign = await other.deal.attestation();
    const own = await deal.attestation(1);
    const [instruction] = plan.instructions;
    if (instruction === undefined) throw new Error('one instruction was expected');
    const accounts = (instruction.accounts ?? []).map((meta) =>
      meta.address === own ? { ...meta, address: foreign } : meta,
    );
    expect(verdict(await market.send([{ ...instruction, accounts }]))).toBe('wrongAccount');
  });
});
