import { expect, test } from 'vitest';

import { LeaseState } from '@/lib/pyronet/generated';

import { leaseRowFor } from '../testing/lease-row';
import { dueWait } from './due-wait';

test.each([
  [LeaseState.Open, 960],
  [LeaseState.Accepted, 1_020],
  [LeaseState.Active, 2_000],
  [LeaseState.Stopping, 1_500],
  [LeaseState.Auditing, 1_700],
])('a wait in state %i may be ended once its time has passed, and not before', (state, unixS) => {
  const row = leaseRowFor({ state, prefix_by_unix_s: 1_500n });
  expect(dueWait(row, 1_700, unixS)).toBeNull();
  expect(dueWait(row, 1_700, unixS + 1)).not.toBeNull();
  expect(dueWait({ ...row, closed: true }, 1_700, unixS + 1)).toBeNull();
});

test('a lease may be ended when the answer to a ping is overdue, and not before', () => {
  const asked = leaseRowFor({ state: LeaseState.Active, ping_at_unix_s: 1_100n });
  expect(dueWait(asked, null, 1_160)).toBeNull();
  expect(dueWait(asked, null, 1_161)).toMatch(/no sign of life/);
});

test('nothing is due while the time to contest is not known, or after the end', () => {
  expect(dueWait(leaseRowFor({ state: LeaseState.Auditing }), null, 9_999)).toBeNull();
  expect(dueWait(leaseRowFor({ state: LeaseState.Settled }), 1, 9_999)).toBeNull();
});
