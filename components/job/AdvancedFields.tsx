'use client';

import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';

import { type NumberRange } from './number-field';

/** One field and what it is for. */
export interface ExplainedField<Name extends string> {
  readonly field: Name;
  readonly unit?: string;
  readonly hint: string;
}

export interface AdvancedFieldsProps<Name extends string> {
  /** Beginning of the fields' identifiers. */
  readonly id: string;
  readonly fields: readonly ExplainedField<Name>[];
  readonly ranges: Readonly<Record<Name, NumberRange>>;
  readonly form: Readonly<Record<Name, string>>;
  readonly problems: Readonly<Partial<Record<Name, string>>>;
  readonly onChange: (field: Name, text: string) => void;
  /** Opens by itself where the settings are no preset, so that nothing hides. */
  readonly isPreset: boolean;
}

/** Every number of a form, one field each. */
export function AdvancedFields<Name extends string>(props: AdvancedFieldsProps<Name>) {
  const { id, fields, ranges, form, problems, onChange, isPreset } = props;
  return (
    <details open={!isPreset} className="rounded-panel border border-line">
      <summary className="px-4 py-2.5 text-sm font-medium select-none">Advanced</summary>
      <div className="grid gap-4 border-t border-line px-4 py-4 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ field, unit, hint }) => (
          <Field
            key={field}
            label={ranges[field].label}
            htmlFor={`${id}-${field}`}
            hint={hint}
            problem={problems[field]}
          >
            <Input
              id={`${id}-${field}`}
              inputMode={ranges[field].step === undefined ? 'decimal' : 'numeric'}
              autoComplete="off"
              maxLength={16}
              figures
              {...(unit === undefined ? {} : { unit })}
              invalid={problems[field] !== undefined}
              aria-describedby={`${id}-${field}-hint`}
              value={form[field]}
              onChange={(event) => onChange(field, event.target.value.trim())}
            />
          </Field>
        ))}
      </div>
    </details>
  );
}
