'use client';

import { useId } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { type ClassRow } from '@/lib/index-api/shapes';

import { type StepFieldsProps } from './RegisterStep';

const tierNames = ['Consumer', 'Mining fleet', 'Data center'] as const;

export interface StakeStepProps extends StepFieldsProps {
  readonly tierStakeMin: readonly bigint[];
  readonly stakedPyroAtoms: bigint;
  /** What the wallet holds. */
  readonly pyroAtoms: bigint;
  readonly classes: readonly ClassRow[];
}

/** The tiers, what each opens and what it takes. */
export function StakeStep({
  fields,
  onChange,
  tierStakeMin,
  stakedPyroAtoms,
  pyroAtoms,
  classes,
}: StakeStepProps) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">Tier</legend>
      {tierStakeMin.map((least, index) => {
        const tier = index + 1;
        const missing = least > stakedPyroAtoms ? least - stakedPyroAtoms : 0n;
        const lacks = missing > pyroAtoms;
        return (
          <label
            key={tier}
            className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 rounded-control border border-line px-3 py-2.5 has-checked:border-ember has-checked:bg-ember/5 has-disabled:cursor-not-allowed"
          >
            <input
              type="radio"
              name={name}
              value={tier}
              checked={fields.tier === tier}
              onChange={() => onChange({ tier })}
              className="mt-1 size-4 accent-ember"
            />
            <span className="flex flex-col gap-0.5 text-sm">
              <span className="font-medium">
                Tier {tier}: {tierNames[index]}
              </span>
              <span className="text-xs text-dim">{classesOf(classes, tier)}</span>
              {lacks && <span className="text-xs text-warn">Your wallet holds too little PYRO for it.</span>}
            </span>
            <Amount atoms={least} unit="PYRO" format={{ minimumDecimals: 0 }} className="text-sm" />
          </label>
        );
      })}
    </fieldset>
  );
}

function classesOf(classes: readonly ClassRow[], tier: number): string {
  const opened = classes.filter(({ tier_min }) => tier_min === tier).map(({ name }) => name);
  if (opened.length === 0) return 'Opens no class of its own today.';
  return `${tier === 1 ? 'Opens' : 'Opens, beside the lower tiers,'} ${opened.join(', ')}.`;
}
