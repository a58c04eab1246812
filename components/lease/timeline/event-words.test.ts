import { expect, test } from 'vitest';

import { eventWords } from './event-words';

test('a transaction is told by what it did, each thing once', () => {
  expect(eventWords({ instructions: ['takeOffer'], failed: false })).toBe('Lease opened, escrow funded');
  expect(eventWords({ instructions: ['heartbeat', 'heartbeat', 'claimFees'], failed: false })).toBe(
    'Provider proved that it serves; Protocol fee paid',
  );
});

test('one that failed says that nothing changed, one we do not know keeps its name', () => {
  expect(eventWords({ instructions: ['stopLease'], failed: true })).toMatch(/failed, nothing changed/);
  expect(eventWords({ instructions: ['somethingNew'], failed: false })).toBe('somethingNew');
  expect(eventWords({ instructions: [], failed: false })).toBe('Transaction');
});
