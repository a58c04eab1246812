/** A failure as a value: a code that never changes its meaning, a sentence for people, and what to do next. */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly next: string;
}

/** Either a value or the {@link Problem} that stands in its way. */
export type Result<Value, Code extends string = string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem<Code> };

/** Wraps a value as a success. */
export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Builds a failure. `message` says what is wrong, `next` what its reader can do about it. */
export function failure<Code extends string>(
  code: Code,
  message: string,
  next: string,
): { readonly ok: false; readonly problem: Problem<Code> } {
  return { ok: false, problem: { code, message, next } };
}
