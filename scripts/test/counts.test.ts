import { describe, expect, it } from 'vitest';

import { countCargo } from './cargo';
import { countVitest } from './vitest';

describe('the closing line', () => {
  it('adds up every cargo binary of a run', () => {
    const output =
      'test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\ntest result: FAILED. 2 passed; 1 failed; 0 ignored;';
    expect(countCargo('cargo x', 101, output)).toMatchObject({ passed: 5, failed: 1, skipped: 1 });
  });

  it('counts a crate that does not compile as a failure', () => {
    expect(countCargo('cargo x', 101, 'error[E0425]: cannot find value')).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('counts a test file that does not load as a failure', () => {
    const report = {
      numPassedTests: 4,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    };
    expect(countVitest('vitest', 1, report)).toMatchObject({ passed: 4, failed: 1 });
  });
});
