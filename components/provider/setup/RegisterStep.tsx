'use client';

import { useId } from 'react';

import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { regions } from '@/lib/pyronet/regions';

import { type SetUpFields, type SetUpField } from './setup-form';

export interface StepFieldsProps {
  readonly fields: SetUpFields;
  readonly problems: Partial<Record<SetUpField, string>>;
  readonly onChange: (change: Partial<SetUpFields>) => void;
}

const choices = regions.map(({ regionId, name }) => ({ value: String(regionId), label: name }));

/** Where the machine stands, and what its key starts with. */
export function RegisterStep({ fields, problems, onChange }: StepFieldsProps) {
  const id = useId();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Region"
        htmlFor={`${id}-region`}
        hint="Your word for it: nobody proves where a machine stands."
      >
        <Select
          id={`${id}-region`}
          label="Region"
          value={String(fields.region)}
          choices={choices}
          onChange={(region) => onChange({ region: Number(region) })}
        />
      </Field>
      <Field
        label="SOL for the machine’s key"
        htmlFor={`${id}-purse`}
        hint="It pays the machine’s fees, and 0.0085 SOL for each result until its evidence time is over; that part comes back to the key."
        problem={problems.purse}
      >
        <Input
          id={`${id}-purse`}
          figures
          unit="SOL"
          inputMode="decimal"
          autoComplete="off"
          value={fields.purse}
          maxLength={24}
          invalid={problems.purse !== undefined}
          aria-describedby={`${id}-purse-hint`}
          onChange={(event) => onChange({ purse: event.target.value })}
        />
      </Field>
    </div>
  );
}
