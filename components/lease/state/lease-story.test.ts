import { describe, expect, test } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { leaseRowFor } from '../testing/lease-row';
import { answerBy, leaseStory, silentSince } from './lease-story';

const active = leaseRowFor({
  state: LeaseState.Active,
  started_at_unix_s: 1_000n,
  anchor_at_unix_s: 1_100n,
  end_at_unix_s: 2_000n,
  interval_s: 60,
});

describe('a running lease', () => {
  test('is told as running while its provider shows itself', () => {
    expect(leaseStory(active, 1_150, null)).toMatchObject({ label: 'running', isLive: true });
    expect(silentSince(active, 1_165)).toBeNull();
  });

  test('says that billing has stopped, and since when, once the span can no longer be billed', () => {
    expect(silentSince(active, 1_166)).toBe(1_100);
    const story = leaseStory(active, 1_166, null);
    expect(story.headline).toMatch(/^Billing has stopped/);
    expect(story.sentence).toContain('1 min 06 s ago');
  });

  test('is not called silent once its end is proved, nor before the time is known', () => {
    expect(silentSince({ ...active, anchor_at_unix_s: 2_000n }, 3_000)).toBeNull();
    expect(leaseStory(active, null, null).label).toBe('running');
  });
});

describe('a provider that was asked for a sign of life', () => {
  const asked = { ...active, ping_at_unix_s: 1_200n };

  test('has one interval to answer, whatever else there is to tell', () => {
    expect(leaseStory(asked, 1_230, null)).toMatchObject({
      label: 'asked for a sign of life',
      deadline: { unixS: 1_260 },
    });
    expect(answerBy(asked)).toBe(1_260);
  });

  test('is not waited for once the lease has ended', () => {
    expect(answerBy(active)).toBeNull();
    expect(answerBy({ ...asked, state: LeaseState.Stopping })).toBeNull();
    expect(answerBy({ ...asked, closed: true })).toBeNull();
  });
});

test.each([
  [LeaseState.Open, 960],
  [LeaseState.Accepted, 1_020],
  [LeaseState.Active, 2_000],
  [LeaseState.Stopping, 1_500],
  [LeaseState.Auditing, 1_700],
])('a lease in state %i names its deadline and what happens then', (state, unixS) => {
  const row = leaseRowFor({ state, prefix_by_unix_s: 1_500n, anchor_at_unix_s: 1_000n });
  const { deadline } = leaseStory(row, 1_010, 1_700);
  expect(deadline?.unixS).toBe(unixS);
  expect(deadline?.then).not.toBe('');
});

test('every way to end has words of its own, and says where the money went', () => {
  const headlines = Object.values(EndReason)
    .filter((reason): reason is EndReason => typeof reason === 'number' && reason !== EndReason.NotEnded)
    .map(
      (end_reason) => leaseStory(leaseRowFor({ state: LeaseState.Settled, end_reason }), 0, null).headline,
    );
  expect(new Set(headlines).size).toBe(headlines.length);
  const settled = leaseRowFor({
    state: LeaseState.Settled,
    end_reason: EndReason.Stopped,
    released_usdc_atoms: 10_000n,
    renter_claimed_usdc_atoms: 15_000n,
    renter_due_usdc_atoms: 5_000n,
  });
  const { sentence, deadline, isLive } = leaseStory(settled, 0, null);
  expect(sentence).toContain('0.01 USDC');
  expect(sentence).toContain('0.02 USDC comes back');
  expect([deadline, isLive]).toEqual([null, false]);
});
