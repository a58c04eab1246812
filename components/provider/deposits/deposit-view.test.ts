import { expect, test } from 'vitest';

import { Deposit } from '@/lib/pyronet/generated';

import { depositView } from './deposit-view';

const provider = {
  stake: 1_000n,
  stakeExposed: 0n,
  stakeUnbonding: 0n,
  stakeUnbondAt: 0n,
  bondFree: 60n,
  bondLocked: 40n,
  bondUnbonding: 7n,
  bondUnbondAt: 500n,
  liveLeases: 0,
  openDisputes: 0,
  openSeizures: 0,
  evidenceUntil: 900n,
};

test('bond is shown apart: free, locked, and on its way out with the reason that holds it', () => {
  expect(depositView(provider, Deposit.Bond, 600n)).toMatchObject({
    unit: 'USDC',
    free: 60n,
    locked: 40n,
    unbonding: 7n,
    unbondsAt: 500n,
    heldBecause: expect.stringContaining('can still be disputed'),
    heldUntil: 900n,
  });
});

test('once nothing holds it there is no reason left', () => {
  const settled = { ...provider, bondLocked: 0n, evidenceUntil: 600n };
  expect(depositView(settled, Deposit.Bond, 600n)).toMatchObject({ heldBecause: null, heldUntil: null });
});

test('stake that leases expose is not free', () => {
  expect(depositView({ ...provider, stakeExposed: 300n }, Deposit.Stake, 0n)).toMatchObject({
    unit: 'PYRO',
    free: 700n,
    locked: 300n,
    unbondsAt: null,
  });
});
