import { expect, test } from 'vitest';

import { LeaseMode, LeaseState } from '@/lib/pyronet/generated';

import { leaseRowFor } from '../testing/lease-row';
import { costSoFar, leaseMoney } from './lease-money';

/** 100 atoms a second, 1,000 units a second, 300 s of work. */
const running = leaseRowFor({
  state: LeaseState.Active,
  mode: LeaseMode.Run,
  rate_per_hour_usdc_atoms: 360_000n,
  funded_usdc_atoms: 30_000n,
  unit_cap: 300_000n,
  guaranteed_units_per_s: 1_000n,
  started_at_unix_s: 1_000n,
  anchor_at_unix_s: 1_050n,
  covered_s: 50n,
  end_at_unix_s: 2_000n,
});

test('the cost follows the time, and stops at the work that was delivered', () => {
  expect(costSoFar(running, 300_000n, 1_080)).toBe(8_000n);
  expect(costSoFar(running, 20_000n, 1_080)).toBe(2_000n);
  expect(costSoFar(running, null, 1_080)).toBe(8_000n);
  expect(costSoFar(running, 0n, 1_080)).toBe(0n);
});

test('the cost never passes the escrow, nor counts time that can no longer be proved', () => {
  const long = { ...running, anchor_at_unix_s: 1_900n, covered_s: 900n };
  expect(costSoFar(long, 300_000n, 1_910)).toBe(30_000n);
  expect(costSoFar(running, 300_000n, 1_050 + 61)).toBe(5_000n);
});

test('the parts sum to what was funded, to the atom', () => {
  const money = leaseMoney({
    ...running,
    provider_claimed_usdc_atoms: 5n,
    provider_due_usdc_atoms: 7n,
    fee_due_usdc_atoms: 1n,
    renter_claimed_usdc_atoms: 11n,
  });
  const { provider, fee, renter, reserved, funded } = money;
  const parts = [provider, fee, renter].reduce((sum, part) => sum + part.paid + part.due, reserved);
  expect(parts).toBe(funded);
  expect(reserved).toBe(30_000n - 24n);
});
