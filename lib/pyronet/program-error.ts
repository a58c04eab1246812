import { type Problem } from '@/lib/domain/result';

import { type PyronetErrorCode, type PyronetErrorName, pyronetErrors } from './generated/errors';

/** An error of the program in words. `code` is its stable name, such as `priceMoved`. */
export type ProgramProblem = Problem<PyronetErrorName>;

/**
 * What a custom error code of the program means and what to do about it; `undefined` for a code that the program does
 * not have. The words are the program's own: its messages say what happened in the first sentence and what to do in the
 * rest.
 */
export function describeProgramError(code: number): ProgramProblem | undefined {
  if (!isPyronetErrorCode(code)) return undefined;
  const { name, message } = pyronetErrors[code];
  const [happened = message, ...advice] = message.split(/(?<=\.)\s+/);
  return { code: name, message: happened, next: advice.join(' ') };
}

/** The number of an error, to compare with what a transaction failed with. */
export function programErrorCode(name: PyronetErrorName): PyronetErrorCode {
  const code = Object.keys(pyronetErrors)
    .map(Number)
    .filter(isPyronetErrorCode)
    .find((known) => pyronetErrors[known].name === name);
  if (code === undefined) throw new RangeError(`the program has no error named ${name}`);
  return code;
}

function isPyronetErrorCode(code: number): code is PyronetErrorCode {
  return Object.hasOwn(pyronetErrors, code);
}
