import { describe, expect, test } from 'vitest';

import {
  EndReason,
  getLeaseDecoder,
  getLeaseSize,
  type Lease,
  LeaseMode,
  LeaseState,
} from '@/lib/pyronet/generated';
import { leaseFlag } from '@/lib/pyronet/lease-flag';

import { isCreditDue } from './credit';

/** A settled rental of 200 seconds, all vouched for, whose fees of 1,000 atoms are claimed. */
const paid: Lease = {
  ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
  state: LeaseState.Settled,
  mode: LeaseMode.Rent,
  endReason: EndReason.Expired,
  pricePerHour: 360_000n,
  ratePerHour: 360_000n,
  feeBps: 500,
  funded: 20_000n,
  released: 20_000n,
  coveredS: 200n,
  vouchedS: 200n,
  feeClaimed: 1_000n,
  providerClaimed: 19_000n,
};
const terms = { pricePerHourFloor: 360_000n, acceptedPpm: 250_000 };

describe('fees can be counted', () => {
  test('once the lease is settled and its fees are claimed', () => {
    expect(isCreditDue(paid, terms)).toBe(true);
  });

  const refused: readonly [string, Partial<Lease>][] = [
    ['before it is settled', { state: LeaseState.Stopping }],
    ['while it is disputed', { openDisputes: 1 }],
    ['while fees are still due', { feeClaimed: 999n }],
    ['a second time', { flags: leaseFlag.credited }],
    ['for a job that was late', { flags: leaseFlag.missedCompletion }],
    ['for a lease that failed', { endReason: EndReason.Failed }],
    ['for fraud', { endReason: EndReason.Fraud }],
    ['for what nobody vouched for', { vouchedS: 0n }],
    ['below the price floor', { pricePerHour: 359_999n }],
  ];
  test.each(refused)('not %s', (_, changes) => {
    expect(isCreditDue({ ...paid, ...changes }, terms)).toBe(false);
  });
});
