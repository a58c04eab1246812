/** What the process ends with. */
export const exitCode = {
  done: 0,
  mismatch: 1,
  badInput: 2,
  noNetwork: 3,
  unserved: 4,
  interrupted: 130,
} as const;

/** Why the demo cannot go on: a sentence for people, what to do next, and the exit code. */
export class DemoProblem extends Error {
  override readonly name = 'DemoProblem';

  constructor(
    readonly exit: (typeof exitCode)[keyof typeof exitCode],
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}
