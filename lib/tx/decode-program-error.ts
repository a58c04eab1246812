import { describeProgramError } from '@/lib/pyronet/program-error';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated/programs/pyronet';

import { type ProgramErrorDecoder } from './describe-failure';

/** Our program's errors in its own words. */
export const decodeProgramError: ProgramErrorDecoder = (program, errorNumber) => {
  const problem = program === PYRONET_PROGRAM_ADDRESS ? describeProgramError(errorNumber) : undefined;
  if (problem === undefined) return null;
  return { code: problem.code, sentence: problem.message, next: problem.next };
};
