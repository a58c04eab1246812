import { generateKeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { memoryStore } from '@/lib/storage/key-value-store';

import { BidBook } from './bid-book';

test('a lease is bid for and won once, whatever is noted again after a restart', async () => {
  const facts = memoryStore();
  const [{ address: won }, { address: lost }, { address: other }] = await Promise.all([
    generateKeyPairSigner(),
    generateKeyPairSigner(),
    generateKeyPairSigner(),
  ]);
  const before = new BidBook(facts);
  await before.noteBid(won);
  await before.noteBid(lost);
  expect(await before.noteWon(won)).toBe(true);
  const again = new BidBook(facts);
  await again.noteBid(won);
  expect(await again.noteWon(won)).toBe(false);
  expect(await again.noteWon(other), 'never bid for').toBe(false);
  expect(await again.counts()).toEqual({ bids: 2, won: 1 });
});
