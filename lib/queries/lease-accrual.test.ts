import { describe, expect, test } from 'vitest';

import { LeaseMode, LeaseState } from '@/lib/pyronet/generated';

import { type AccruingLease, grossAccrued, isAccruing, netAccrued } from './lease-accrual';

/** 100 atoms a second, proofs within 60 s, 1,000 units a second, 300 s of work. */
const lease: AccruingLease = {
  state: LeaseState.Active,
  mode: LeaseMode.Run,
  rate_per_hour_usdc_atoms: 360_000n,
  released_usdc_atoms: 0n,
  fee_bps: 500,
  started_at_unix_s: 1_000n,
  end_at_unix_s: 1_400n,
  stop_at_unix_s: 0n,
  anchor_at_unix_s: 1_100n,
  covered_s: 100n,
  interval_s: 60,
  unit_cap: 300_000n,
  guaranteed_units_per_s: 1_000n,
};

describe('what a running lease has earned', () => {
  test('is what is covered, and the span that the next proof can still credit', () => {
    expect(grossAccrued(lease, 1_100)).toBe(10_000n);
    expect(grossAccrued(lease, 1_160.9)).toBe(16_000n);
    expect(netAccrued(lease, 1_160)).toBe(15_200n);
  });

  test('falls back to what is proved once the span is a gap', () => {
    expect(grossAccrued(lease, 1_161)).toBe(10_000n);
    expect(isAccruing(lease, 1_160)).toBe(true);
    expect(isAccruing(lease, 1_161)).toBe(false);
  });

  test('never passes the work that was ordered, nor the end', () => {
    const late = { ...lease, anchor_at_unix_s: 1_390n, covered_s: 390n };
    expect(grossAccrued(late, 1_420)).toBe(30_000n);
    const rent = { ...late, mode: LeaseMode.Rent, anchor_at_unix_s: 1_390n, covered_s: 390n };
    expect(grossAccrued(rent, 1_420)).toBe(40_000n);
  });

  test('stops with the lease', () => {
    expect(grossAccrued({ ...lease, state: LeaseState.Stopping, stop_at_unix_s: 1_120n }, 1_130)).toBe(
      10_000n,
    );
  });
});

test('nothing is earned before the start, and what is released stays', () => {
  expect(grossAccrued({ ...lease, state: LeaseState.Open, started_at_unix_s: 0n }, 1_150)).toBe(0n);
  expect(grossAccrued({ ...lease, released_usdc_atoms: 12_345n }, 1_100)).toBe(12_345n);
  expect(grossAccrued({ ...lease, state: LeaseState.Settled, released_usdc_atoms: 7n }, 9_999)).toBe(7n);
});
