import { expect, test } from 'vitest';

import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode, LeaseState } from '@/lib/pyronet/generated';

import { providerMoney } from './provider-money';

const key = '11111111111111111111111111111111';
const hash = '0'.repeat(64);

/** 100 atoms a second for 400 s from second 1,000; proved until 1,100. */
const running: LeaseRow = {
  address: 'Running1111111111111111111111111111111111111',
  closed: false,
  renter: key,
  provider: key,
  provider_name: '',
  offer: key,
  class_id: 101,
  region: 0,
  gpu_count: 1,
  mode: LeaseMode.Run,
  state: LeaseState.Active,
  end_reason: 0,
  price_per_hour_usdc_atoms: 360_000n,
  rate_per_hour_usdc_atoms: 360_000n,
  fee_bps: 500,
  funded_usdc_atoms: 30_000n,
  released_usdc_atoms: 4_000n,
  provider_due_usdc_atoms: 1_800n,
  fee_due_usdc_atoms: 0n,
  renter_due_usdc_atoms: 0n,
  provider_claimed_usdc_atoms: 2_000n,
  fee_claimed_usdc_atoms: 200n,
  renter_claimed_usdc_atoms: 0n,
  opened_slot: 1n,
  opened_at_unix_s: 990n,
  accept_by_unix_s: 0n,
  accepted_at_unix_s: 0n,
  start_by_unix_s: 0n,
  started_at_unix_s: 1_000n,
  end_at_unix_s: 1_400n,
  stop_at_unix_s: 0n,
  prefix_by_unix_s: 0n,
  anchor_at_unix_s: 1_100n,
  ping_at_unix_s: 0n,
  covered_s: 100n,
  evidence_until_unix_s: 0n,
  interval_s: 60,
  unit_cap: 300_000n,
  guaranteed_units_per_s: 1_000n,
  segment_count: 300n,
  delivered_segments: 0n,
  accepted_segments: 0n,
  attested_segments: 0n,
  job_root: hash,
  session_key: key,
  predecessor: null,
  successor: null,
  slot: 1n,
};
const closed: LeaseRow = {
  ...running,
  closed: true,
  state: LeaseState.Settled,
  released_usdc_atoms: 10_000n,
  provider_due_usdc_atoms: 9_500n,
  provider_claimed_usdc_atoms: 9_500n,
};

test('what is released, paid and still growing is told apart, and nothing is counted twice', () => {
  const money = providerMoney([running, closed]);
  // 10,000 gross are earned if proved, 4,000 of them released: 6,000 less 5 %.
  expect(money.unreleased(1_100)).toBe(5_700n);
  expect(money.unreleased(1_110)).toBe(6_650n);
  expect(money.claimable).toBe(1_800n);
  expect(money.claimed).toBe(11_500n);
  expect(money.fees).toBe(700n);
  expect(money.liveLeases).toBe(1);
});

test('a closed lease owes nothing, whatever it said last', () => {
  expect(providerMoney([closed]).claimableLeases).toEqual([]);
  expect(providerMoney([closed]).unreleased(9_999)).toBe(0n);
});
