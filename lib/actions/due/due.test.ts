import { type Address, generateKeyPairSigner } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  FailoverState,
  getLeaseDecoder,
  getLeaseSize,
  getSeizureDecoder,
  getSeizureSize,
  type Lease,
  LeaseState,
  type Seizure,
} from '@/lib/pyronet/generated';
import { SeizurePaid } from '@/lib/pyronet/seizure-paid';

import { crankTip } from './crank-tip';
import { dueFeeSteps } from './fee-step';
import { dueLeaseStep } from './lease-step';
import { dueSeizureSteps } from './seizure-steps';
import { settleAtOnceMax, settleBatches } from './settle-batches';
import { dueSuccessionStep } from './succession-step';

const blank = getLeaseDecoder().decode(new Uint8Array(getLeaseSize()));
const at = (unixSeconds: bigint, slot: bigint) => ({ unixSeconds, slot });
const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;

describe('a wait of a lease is over', () => {
  const waits: readonly [string, Partial<Lease>, string][] = [
    ['that was not accepted', { state: LeaseState.Open, acceptBy: 100n, acceptBySlot: 10n }, 'expire'],
    ['that was not started', { state: LeaseState.Accepted, startBy: 100n, startBySlot: 10n }, 'expire'],
    ['whose time is over', { state: LeaseState.Active, endAt: 100n, endSlot: 10n }, 'end'],
    ['that stopped', { state: LeaseState.Stopping, prefixBy: 100n, prefixBySlot: 10n }, 'settle'],
  ];

  test.each(waits)('%s once the deadline has passed in seconds and in slots', (_, changes, step) => {
    const lease = { ...blank, ...changes };
    expect(dueLeaseStep(lease, undefined, at(101n, 11n))).toBe(step);
    expect(dueLeaseStep(lease, undefined, at(101n, 10n))).toBe(null);
    expect(dueLeaseStep(lease, undefined, at(100n, 11n))).toBe(null);
  });

  test('whose ping stayed unanswered for an interval, before anything else', () => {
    const ping = { pingAt: 100n, pingSlot: 10n, intervalS: 60, punitiveSlotsPerMinute: 100 };
    const lease = { ...blank, state: LeaseState.Active, endAt: 120n, endSlot: 12n, ...ping };
    expect(dueLeaseStep(lease, undefined, at(161n, 111n))).toBe('fail');
    expect(dueLeaseStep(lease, undefined, at(161n, 110n))).toBe('end');
    expect(dueLeaseStep({ ...lease, pingSlot: 0n }, undefined, at(161n, 111n))).toBe('end');
  });

  test('whose attestation’s window has passed; without an attestation nothing is due', () => {
    const lease = { ...blank, state: LeaseState.Auditing };
    expect(dueLeaseStep(lease, at(100n, 10n), at(101n, 11n))).toBe('release');
    expect(dueLeaseStep(lease, at(100n, 10n), at(101n, 10n))).toBe(null);
    expect(dueLeaseStep(lease, undefined, at(101n, 11n))).toBe(null);
  });
});

describe('a search for a successor', () => {
  const bidding = { ...blank, failoverState: FailoverState.Bidding, failoverCloseSlot: 100n };

  test('is awarded from the slot after the bids on, for two rounds’ length', async () => {
    const lease = { ...bidding, bestOffer: await somebody() };
    const stepAt = (slot: bigint) => dueSuccessionStep(lease, undefined, at(0n, slot));
    expect([100n, 101n, 200n, 201n].map(stepAt)).toEqual([null, 'award', 'award', 'no_fit']);
  });

  test('is over as soon as bids close where nobody bid', () => {
    expect(dueSuccessionStep(bidding, undefined, at(0n, 100n))).toBe(null);
    expect(dueSuccessionStep(bidding, undefined, at(0n, 101n))).toBe('no_fit');
  });

  test('has money carried while some is due, and once more when nothing else can come', () => {
    const former = { ...blank, failoverState: FailoverState.Awarded, state: LeaseState.Settled };
    const successor = { ...blank, state: LeaseState.Active, subsidy: 5n };
    const now = at(0n, 0n);
    expect(dueSuccessionStep(former, successor, now)).toBe(null);
    expect(dueSuccessionStep({ ...former, funded: 7n }, successor, now)).toBe('carry');
    expect(dueSuccessionStep(former, { ...successor, subsidy: 0n }, now)).toBe('carry');
    expect(dueSuccessionStep(former, { ...successor, state: LeaseState.Settled }, now)).toBe('carry');
    expect(dueSuccessionStep({ ...former, failoverState: FailoverState.Carried }, successor, now)).toBe(null);
  });
});

describe('a seizure', () => {
  const seizure: Seizure = {
    ...getSeizureDecoder().decode(new Uint8Array(getSeizureSize())),
    ...{ restUntil: 100n, restUntilSlot: 10n, burnDue: 50n, renterDue: 40n, challengerDue: 10n },
  };

  test('moves nothing before it has rested in seconds and in slots', () => {
    expect(dueSeizureSteps(seizure, at(100n, 11n))).toEqual([]);
    expect(dueSeizureSteps(seizure, at(101n, 10n))).toEqual([]);
    expect(dueSeizureSteps(seizure, at(101n, 11n))).toEqual(['burn', 'pay_renter', 'pay_challenger']);
  });

  test('does nothing twice, and pays nobody who is due nothing', () => {
    const paid = SeizurePaid.Burned | SeizurePaid.Challenger;
    expect(dueSeizureSteps({ ...seizure, paid }, at(101n, 11n))).toEqual(['pay_renter']);
    expect(dueSeizureSteps({ ...seizure, paid, renterDue: 0n }, at(101n, 11n))).toEqual([]);
  });
});

describe('fees', () => {
  const terms = { splitFromAtoms: 10n, burnLotAtoms: 100n };

  test('are split from an amount on, never when there are none', () => {
    const stepsFor = (collectedAtoms: bigint) =>
      dueFeeSteps({ collectedAtoms, burnVaultAtoms: 0n }, { openedSlot: 0n }, terms);
    expect([9n, 10n].map(stepsFor)).toEqual([[], ['split']]);
    const always = { ...terms, splitFromAtoms: 0n };
    expect(dueFeeSteps({ collectedAtoms: 0n, burnVaultAtoms: 0n }, { openedSlot: 0n }, always)).toEqual([]);
  });

  test('are put up for sale as a whole lot while no other is', () => {
    const stepsFor = (burnVaultAtoms: bigint, openedSlot: bigint) =>
      dueFeeSteps({ collectedAtoms: 0n, burnVaultAtoms }, { openedSlot }, terms);
    expect(stepsFor(99n, 0n)).toEqual([]);
    expect(stepsFor(100n, 0n)).toEqual(['open_lot']);
    expect(stepsFor(100n, 7n)).toEqual([]);
  });
});

describe('leases that are settled together', () => {
  const entry = async (provider: Address, providerPayout: Address) => ({
    lease: {
      address: await somebody(),
      data: { ...blank, provider, providerPayout, vault: await somebody() },
    },
    attestation: await somebody(),
  });
  const entries = (count: number, provider: Address, payout: Address) =>
    Promise.all(Array.from({ length: count }, () => entry(provider, payout)));

  test('are of one provider with one payout, and no more than fit', async () => {
    const [one, other, payout, moved] = await Promise.all([1, 2, 3, 4].map(somebody));
    if (!one || !other || !payout || !moved) throw new Error('no addresses');
    const due = [
      ...(await entries(settleAtOnceMax + 1, one, payout)),
      ...(await entries(2, other, payout)),
      ...(await entries(1, one, moved)),
    ];
    expect(settleBatches(due).map(({ length }) => length)).toEqual([settleAtOnceMax, 1, 2, 1]);
    expect(settleBatches([])).toEqual([]);
  });
});

test('a tip is what the lease says, as long as what was put in lasts', () => {
  const lease = { ...blank, crankTipLamports: 20_000 };
  expect(crankTip({ ...lease, tipLamports: 100_000n })).toBe(20_000n);
  expect(crankTip({ ...lease, tipLamports: 7n })).toBe(7n);
});
