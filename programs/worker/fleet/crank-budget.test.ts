import { describe, expect, test } from 'vitest';

import { CrankBudget } from './crank-budget';

describe('the keeper’s budget', () => {
  test('pays for a step without a tip only out of tips earned before', () => {
    const budget = new CrankBudget(0n);
    expect(budget.affords(0n, 0n)).toBe(false);
    budget.note(15_000n);
    expect(budget.affords(0n, 0n)).toBe(true);
    budget.note(-5_000n);
    budget.note(-5_000n);
    expect(budget.affords(0n, 0n)).toBe(true);
    budget.note(-5_000n);
    expect(budget.affords(0n, 0n)).toBe(false);
  });

  test('never holds up a step whose tip pays for it, whatever was lost before', () => {
    const budget = new CrankBudget(0n);
    budget.note(-50_000n);
    expect(budget.affords(20_000n, 0n)).toBe(true);
    expect(budget.affords(9_999n, 0n)).toBe(false);
  });

  test('goes beyond tips as far as it was told, and without bound where lamports are worthless', () => {
    const budget = new CrankBudget(5_000n);
    expect(budget.affords(0n, 0n)).toBe(true);
    budget.note(-5_000n);
    expect(budget.affords(0n, 0n)).toBe(false);
    const worthless = new CrankBudget(undefined);
    worthless.note(-1_000_000_000n);
    expect(worthless.affords(0n, 0n)).toBe(true);
  });

  test('lays out a deposit only within what is left, however good the tip', () => {
    const budget = new CrankBudget(105_000n);
    expect(budget.affords(0n, 100_000n)).toBe(true);
    expect(budget.affords(0n, 100_001n)).toBe(false);
    expect(budget.affords(20_000n, 120_000n)).toBe(true);
    expect(budget.affords(20_000n, 120_001n)).toBe(false);
    budget.note(-105_000n);
    expect(budget.affords(0n, 100_000n)).toBe(false);
  });
});
