import { describe, expect, it } from 'vitest';

import { countCargo } from './cargo';
import { countMutants } from './mutants';
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

  it('counts a check that no test misses as a failure, and mutants that do not build as one', () => {
    const counted = (status: number, output: string) => countMutants('mutants', status, output);
    expect(counted(0, '10 killed, 0 survived in 50 s')).toMatchObject({ passed: 10, failed: 0 });
    expect(counted(1, 'built\n8 killed, 2 survived in 50 s')).toMatchObject({ passed: 8, failed: 2 });
    expect(counted(1, 'error: could not compile')).toMatchObject({ passed: 0, failed: 1 });
    expect(counted(0, '')).toMatchObject({ passed: 0, failed: 1 });
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
