import { expect, test } from 'vitest';

import { initialParams } from '@/lib/pyronet/initial-params';

import { readSetUp, type SetUpFields } from './setup-form';

const fields: SetUpFields = {
  region: 4,
  purse: '0.1',
  tier: 2,
  bond: '25',
  classId: 101,
  price: '0.05',
  minMinutes: '1',
  maxHours: '24',
};
const known = { params: initialParams, stakedPyroAtoms: 0n };

test('every step at once, in the units of the chain', () => {
  const { steps, problems } = readSetUp(fields, ['register', 'stake', 'bond', 'list'], known);
  expect(problems).toEqual({});
  expect(steps).toEqual({
    registration: { region: 4, workerPurseLamports: 100_000_000n },
    stakePyroAtoms: 10_000_000_000n,
    bondUsdcAtoms: 25_000_000n,
    listing: {
      classId: 101,
      choice: { pricePerHour: 50_000n, minDurationSeconds: 60n, maxDurationSeconds: 86_400n },
    },
  });
});

test('a step that is not taken is not judged', () => {
  const { steps } = readSetUp({ ...fields, bond: 'x', price: '' }, ['stake'], known);
  expect(steps).toEqual({
    registration: null,
    stakePyroAtoms: 10_000_000_000n,
    bondUsdcAtoms: 0n,
    listing: null,
  });
});

test('only what is missing for the tier is staked', () => {
  const staked = { ...known, stakedPyroAtoms: 4_000_000_000n };
  expect(readSetUp(fields, ['stake'], staked).steps?.stakePyroAtoms).toBe(6_000_000_000n);
});

test('a bond that covers no lease is refused', () => {
  const { steps, problems } = readSetUp({ ...fields, bond: '0.099999' }, ['bond'], known);
  expect(steps).toBeNull();
  expect(problems.bond).toMatch(/at least 0.10 USDC/);
});

test('one bad field keeps everything from being signed', () => {
  const { steps, problems } = readSetUp({ ...fields, purse: 'lots' }, ['register', 'list'], known);
  expect(steps).toBeNull();
  expect(Object.keys(problems)).toEqual(['purse']);
});
