import { describe, expect, test } from 'vitest';

import { type LeaseRow } from '@/lib/index-api/shapes';
import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { inOrder, standingOf } from './lease-standing';

const open = { state: LeaseState.Active, end_reason: EndReason.NotEnded, closed: false };
const row = (address: string, opened_slot: bigint, change = {}): LeaseRow =>
  ({ ...open, address, opened_slot, ...change }) as LeaseRow;

describe('the standing of a lease', () => {
  test('is live until it is settled', () => {
    expect(standingOf(open)).toMatchObject({ label: 'running', isLive: true });
    expect(standingOf({ ...open, state: LeaseState.Auditing }).isLive).toBe(true);
  });

  test('names the reason of its end', () => {
    const settled = { ...open, state: LeaseState.Settled, end_reason: EndReason.Silent };
    expect(standingOf(settled)).toEqual({ label: 'provider was silent', tone: 'warn', isLive: false });
  });

  test('of an account that is gone is over, whatever it said last', () => {
    expect(standingOf({ ...open, closed: true }).isLive).toBe(false);
  });

  test('that a newer program invents is shown without a guess', () => {
    expect(standingOf({ state: 99, end_reason: 99, closed: false }).label).toBe('settled');
  });
});

test('live leases stand first, then the newest', () => {
  const settled = { state: LeaseState.Settled, end_reason: EndReason.Completed };
  const leases = [row('a', 9n, settled), row('b', 1n), row('c', 3n), row('d', 8n, settled)];
  expect(inOrder(leases).map(({ address }) => address)).toEqual(['c', 'b', 'a', 'd']);
});
