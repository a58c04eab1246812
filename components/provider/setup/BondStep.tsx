'use client';

import { useId } from 'react';

import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { parseUsdc } from '@/lib/domain/usdc';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { BondCover } from '../deposits/BondCover';
import { type StepFieldsProps } from './RegisterStep';

export interface BondStepProps extends StepFieldsProps {
  readonly params: ParamsValues;
}

/** The bond, and what it covers. */
export function BondStep({ fields, problems, onChange, params }: BondStepProps) {
  const id = useId();
  const parsed = parseUsdc(fields.bond);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <Field
        label="Bond"
        htmlFor={id}
        hint="It stays yours; each lease locks a part of it for a time."
        problem={problems.bond}
      >
        <Input
          id={id}
          figures
          unit="USDC"
          inputMode="decimal"
          autoComplete="off"
          value={fields.bond}
          maxLength={24}
          invalid={problems.bond !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange({ bond: event.target.value })}
        />
      </Field>
      <BondCover bondAtoms={parsed.ok ? parsed.value : 0n} params={params} />
    </div>
  );
}
