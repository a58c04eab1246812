import { type PyronetErrorName } from '@/lib/pyronet/generated';
import { describeProgramError } from '@/lib/pyronet/program-error';
import { type Result } from '@/lib/domain/result';

import { type Outcome } from './chain';

/** The value of a result that the test takes for granted. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
}

/** The outcome, which must be a success. */
export function confirmed(outcome: Outcome): Extract<Outcome, { ok: true }> {
  if (outcome.ok) return outcome;
  const reason = outcome.customError === undefined ? undefined : describeProgramError(outcome.customError);
  throw new Error(
    `the transaction failed: ${reason?.code ?? ''} ${reason?.message ?? ''}\n${outcome.logs.join('\n')}`,
  );
}

/** Name of the program's error that an outcome failed with; `failed` for any other failure, `confirmed` for none. */
export function verdict(outcome: Outcome): PyronetErrorName | 'confirmed' | 'failed' {
  if (outcome.ok) return 'confirmed';
  return (
    (outcome.customError === undefined ? undefined : describeProgramError(outcome.customError)?.code) ??
    'failed'
  );
}
