import { expect, test } from 'vitest';

import { memoryStore } from '@/lib/storage/key-value-store';

import { KeeperRecord } from './keeper-record';

test('what a keeper earned in tips outlives it, and what it paid is told apart', async () => {
  const facts = memoryStore();
  const before = new KeeperRecord(facts);
  expect(await before.figures()).toEqual({ steps: 0n, tipsLamports: 0n, balanceLamports: 0n });
  await Promise.all([before.note(15_000n), before.note(-5_000n)]);
  const again = new KeeperRecord(facts);
  await again.note(-3_826_040n);
  expect(await again.figures()).toEqual({
    ...{ steps: 3n, tipsLamports: 20_000n },
    balanceLamports: 15_000n - 5_000n - 3_826_040n,
  });
});
