import { describe, expect, test } from 'vitest';

import { isSettingUp, setUpChecklist, type SetUpFacts } from './setup-checklist';

const now = 1_000;
const fresh: NonNullable<SetUpFacts['provider']> = {
  tier: 0,
  bondFree: 0n,
  bondLocked: 0n,
  liveUntil: 0n,
  nextOfferId: 0,
  offers: 0,
};

function states(part: Partial<SetUpFacts>): string {
  const facts = { hasCard: false, provider: null, leastBondAtoms: 100n, nowUnixS: now, ...part };
  return setUpChecklist(facts)
    .map(({ state }) => state)
    .join(' ');
}

describe('the checklist follows from the chain', () => {
  test('a stranger starts with the machine', () => {
    expect(states({})).toBe('open later later later later later');
  });

  test('once the machine is known everything up to the listing can be done at once', () => {
    expect(states({ hasCard: true })).toBe('done open open open open later');
  });

  test('a registered wallet without a card can stake and bond, and needs the card to list', () => {
    expect(states({ provider: fresh })).toBe('open done open open later later');
  });

  test('what another tab did is done here too', () => {
    const provider = { ...fresh, tier: 1, bondFree: 100n };
    expect(states({ hasCard: true, provider })).toBe('done done done done open later');
  });

  test('a bond below what one lease locks is no bond yet', () => {
    const provider = { ...fresh, tier: 1, bondFree: 99n };
    expect(states({ hasCard: true, provider })).toBe('done done done open open later');
    expect(states({ hasCard: true, provider: { ...provider, bondLocked: 50n } })).toBe(
      'done done done done open later',
    );
  });

  test('after the listing only the machine is waited for, until it shows itself on the chain', () => {
    const provider = { ...fresh, tier: 2, bondFree: 100n, nextOfferId: 1, offers: 1 };
    expect(states({ provider })).toBe('done done done done done waiting');
    expect(states({ provider: { ...provider, liveUntil: 1_000n } })).toBe('done done done done done done');
    expect(states({ provider: { ...provider, liveUntil: 999n } })).toBe('done done done done done waiting');
  });
});

test('the dashboard takes over with the first offer, and keeps it when all offers are withdrawn', () => {
  expect(isSettingUp(null)).toBe(true);
  expect(isSettingUp({ ...fresh, tier: 1 })).toBe(true);
  expect(isSettingUp({ ...fresh, nextOfferId: 1, offers: 0 })).toBe(false);
});
