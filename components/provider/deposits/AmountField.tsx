'use client';

import { useId } from 'react';

import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { type Result } from '@/lib/domain/result';

export interface AmountFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The most that may be entered, as text, and what it is. */
  readonly most: { readonly text: string; readonly of: string };
  readonly problem: string | undefined;
}

/** An amount to move, with what there is of it at most. */
export function AmountField({ label, unit, text, onText, most, problem }: AmountFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <div className="flex-1">
        <Field label={label} htmlFor={id} hint={`${most.of}: ${most.text} ${unit}`} problem={problem}>
          <Input
            id={id}
            figures
            unit={unit}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            maxLength={32}
            invalid={problem !== undefined}
            aria-describedby={`${id}-hint`}
            onChange={(event) => onText(event.target.value)}
          />
        </Field>
      </div>
      <Button size="small" className="mt-[1.9rem]" onClick={() => onText(most.text)}>
        All
      </Button>
    </div>
  );
}

/** Why a typed amount cannot be taken; undefined for an empty field, which is no mistake yet. */
export function amountProblem(
  text: string,
  parsed: Result<bigint>,
  mostAtoms: bigint,
  tooMuch: string,
): string | undefined {
  if (text.trim() === '') return undefined;
  if (!parsed.ok) return `${parsed.problem.message} ${parsed.problem.next}`;
  if (parsed.value === 0n) return 'Enter an amount above zero.';
  return parsed.value > mostAtoms ? tooMuch : undefined;
}
