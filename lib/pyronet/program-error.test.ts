import { expect, test } from 'vitest';

import { pyronetErrors } from './generated/errors';
import { describeProgramError, programErrorCode } from './program-error';

test('every error of the program says what happened and what to do next', () => {
  const codes = Object.keys(pyronetErrors).map(Number);
  expect(codes.length).toBeGreaterThan(50);
  for (const code of codes) {
    const problem = describeProgramError(code);
    expect(problem?.message).toMatch(/^[A-Z].*\.$/);
    expect(problem?.next).toMatch(/^[A-Z].*\.$/);
  }
});

test('a code is found by name and the other way round', () => {
  expect(describeProgramError(programErrorCode('priceMoved'))?.code).toBe('priceMoved');
});

test('a code that the program does not have means nothing', () => {
  expect(describeProgramError(1)).toBeUndefined();
});
