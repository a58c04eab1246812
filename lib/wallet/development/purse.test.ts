import { expect, test } from 'vitest';

import { type LocalPersona } from '@/lib/pyronet/local-personas';

import { refillOf } from './purse';

const empty = { lamports: 0n, usdcAtoms: 0n, pyroAtoms: 0n };
const rae: LocalPersona = { id: 'rae', name: 'Rae', role: 'renter', funded: true, sentence: '' };

test('a renter with an empty purse is given SOL and USDC, and no stake to deposit', () => {
  expect(refillOf(rae, empty)).toEqual({
    lamports: 20_000_000_000n,
    usdcAtoms: 1_000_000_000n,
    pyroAtoms: 0n,
  });
});

test('a provider is given enough to stake for the highest tier', () => {
  expect(refillOf({ ...rae, role: 'provider' }, empty).pyroAtoms).toBeGreaterThanOrEqual(100_000_000_000n);
});

test('a purse with enough in it is left alone', () => {
  const purse = { lamports: 5_000_000_000n, usdcAtoms: 500_000_000n, pyroAtoms: 0n };
  expect(refillOf(rae, purse)).toEqual(empty);
});

test('whoever is meant to have nothing is given nothing', () => {
  expect(refillOf({ ...rae, funded: false }, empty)).toEqual(empty);
});
