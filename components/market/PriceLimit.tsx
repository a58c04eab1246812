'use client';

import { useState } from 'react';

import { Field } from '@/components/ui/Field';
import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';

import { DraftInput } from './DraftInput';

export interface PriceLimitProps {
  /** USDC atoms per GPU-hour; null is no limit. */
  readonly limit: bigint | null;
  readonly onChange: (limit: bigint | null) => void;
}

/** The most a GPU may cost. What cannot be read changes nothing and says so. */
export function PriceLimit({ limit, onChange }: PriceLimitProps) {
  const [problem, setProblem] = useState<string>();
  function settle(text: string): void {
    if (text.trim() === '') {
      setProblem(undefined);
      onChange(null);
      return;
    }
    const atoms = parseUsdc(text);
    setProblem(atoms.ok ? undefined : atoms.problem.next);
    if (atoms.ok) onChange(atoms.value === 0n ? null : atoms.value);
  }
  return (
    <Field label="Price at most" htmlFor="market-price" problem={problem}>
      <DraftInput
        id="market-price"
        aria-describedby="market-price-hint"
        inputMode="decimal"
        figures
        unit="USDC/h"
        placeholder="any"
        invalid={problem !== undefined}
        value={limit === null ? '' : formatUsdc(limit, { minimumDecimals: 0 })}
        onSettle={settle}
      />
    </Field>
  );
}
