import { appendFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Address } from '@solana/kit';
import { expect, test } from 'vitest';

import { getLeaseDecoder, getLeaseSize, LEASE_DISCRIMINATOR } from '@/lib/pyronet/generated';

import { closedLeasesIn } from './closed-leases';
import { type SeenLease } from './rows';

const address = '4AvUWcdD6hiTrstNSU2yc2EstALe5yX2LBAsvBe7KCHz' as Address;

function lease(changes: Partial<SeenLease> = {}): SeenLease {
  const bytes = new Uint8Array(getLeaseSize());
  bytes[0] = LEASE_DISCRIMINATOR;
  const data = getLeaseDecoder().decode(bytes);
  return { address, slot: 7n, data, closed: true, paid: { provider: 5n, fee: 1n, renter: 4n }, ...changes };
}

const newFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'pyronet-closed-'));

test('closed leases are there after a restart, each as it was last', async () => {
  const folder = await newFolder();
  const before = closedLeasesIn(folder, 'chain');
  await before.keep(lease({ paid: null }));
  await before.keep(lease());
  expect(await closedLeasesIn(folder, 'chain').read()).toEqual([lease()]);
});

test('another chain has none of them', async () => {
  const folder = await newFolder();
  await closedLeasesIn(folder, 'chain').keep(lease());
  expect(await closedLeasesIn(folder, 'other').read()).toEqual([]);
});

test('a line that a crash left unfinished, or that is none of ours, costs only itself', async () => {
  const folder = await newFolder();
  await closedLeasesIn(folder, 'chain').keep(lease());
  const [file = ''] = await readdir(folder);
  await appendFile(path.join(folder, file), 'null\n{"address":"4AvU');
  await closedLeasesIn(folder, 'chain').keep(lease({ slot: 9n }));
  expect(await closedLeasesIn(folder, 'chain').read()).toEqual([lease({ slot: 9n })]);
});
