/** A number in a form: what it is called, and its bounds. */
export interface NumberRange {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  /** A multiple of this; any decimal number where absent. */
  readonly step?: number;
}

/** What a form's texts say, or what is wrong with each field. */
export type FieldsReading<Field extends string> =
  { readonly ok: true } | { readonly ok: false; readonly problems: Readonly<Partial<Record<Field, string>>> };

/** Checks every field that has a range. */
export function readFields<Field extends string>(
  form: Readonly<Record<Field, string>>,
  ranges: Readonly<Partial<Record<Field, NumberRange>>>,
): FieldsReading<Field> {
  const problems: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(ranges) as Field[]) {
    const range = ranges[field];
    const problem = range === undefined ? undefined : fieldProblem(form[field], range);
    if (problem !== undefined) problems[field] = problem;
  }
  return Object.keys(problems).length === 0 ? { ok: true } : { ok: false, problems };
}

function fieldProblem(text: string, { least, most, step }: NumberRange): string | undefined {
  if (step !== undefined && !/^\d{1,16}$/.test(text)) return 'Enter a whole number.';
  if (!/^(\d{1,16}(\.\d{0,16})?|\.\d{1,16})$/.test(text)) return 'Enter a number, with a point.';
  const value = Number(text);
  if (value < least || value > most) return `Enter a number from ${least} to ${most}.`;
  return step === undefined || value % step === 0 ? undefined : `Enter a multiple of ${step}.`;
}
