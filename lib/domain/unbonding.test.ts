import { expect, test } from 'vitest';

import { type DepositHolds, withdrawalProblem } from './unbonding';

const nothingHeld: DepositHolds = {
  liveLeases: 0,
  bondLocked: 0n,
  stakeExposed: 0n,
  openDisputes: 0,
  openSeizures: 0,
  evidenceUntil: 0n,
};
const now = 1_000n;
const ripe = { atoms: 5n, availableFrom: now };

test('what has unbonded and is held by nothing can be withdrawn, from that second on', () => {
  expect(withdrawalProblem(nothingHeld, ripe, now)).toBeUndefined();
  expect(withdrawalProblem(nothingHeld, ripe, now - 1n)).toMatchObject({
    code: 'still_unbonding',
    until: now,
  });
});

test('nothing unbonding is nothing to withdraw, whatever else holds', () => {
  const problem = withdrawalProblem({ ...nothingHeld, liveLeases: 2 }, { atoms: 0n, availableFrom: 0n }, now);
  expect(problem?.code).toBe('nothing_unbonding');
});

test.each<[string, Partial<DepositHolds>, bigint | null]>([
  ['a live lease', { liveLeases: 1 }, null],
  ['locked bond', { bondLocked: 1n }, null],
  ['exposed stake', { stakeExposed: 1n }, null],
  ['a dispute', { openDisputes: 1 }, null],
  ['a seizure', { openSeizures: 1 }, null],
  ['evidence', { evidenceUntil: now + 1n }, now + 1n],
])('%s keeps both deposits', (_, hold, until) => {
  const problem = withdrawalProblem({ ...nothingHeld, ...hold }, ripe, now);
  expect(problem).toMatchObject({ code: 'still_locked', until });
});

test('evidence that counts until now no longer holds', () => {
  expect(withdrawalProblem({ ...nothingHeld, evidenceUntil: now }, ripe, now)).toBeUndefined();
});

test('bond locked by a lease whose evidence still counts says when that ends, not to release it', () => {
  const problem = withdrawalProblem({ ...nothingHeld, bondLocked: 9n, evidenceUntil: now + 50n }, ripe, now);
  expect(problem?.until).toBe(now + 50n);
});

test('while evidence counts, the wait ends with the later of its end and the unbonding time', () => {
  const unbonding = { atoms: 5n, availableFrom: now + 90n };
  expect(withdrawalProblem({ ...nothingHeld, evidenceUntil: now + 50n }, unbonding, now)?.until).toBe(
    now + 90n,
  );
});
