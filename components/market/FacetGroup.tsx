import { type ReactNode } from 'react';

import { Checkbox } from '@/components/ui/Checkbox';

export interface FacetChoice {
  readonly value: number;
  readonly label: ReactNode;
}

export interface FacetGroupProps {
  readonly legend: string;
  readonly choices: readonly FacetChoice[];
  readonly chosen: readonly number[];
  /** Offers that each value would show; null while that is not known. */
  readonly counts: ReadonlyMap<number, number> | null;
  readonly onChange: (chosen: readonly number[]) => void;
}

/** Values of one kind, any of them or all, each with how many offers it would show. */
export function FacetGroup({ legend, choices, chosen, counts, onChange }: FacetGroupProps) {
  return (
    <fieldset className="flex flex-col">
      <legend className="legend mb-1.5 text-dim">{legend}</legend>
      {choices.map(({ value, label }) => {
        const count = counts === null ? null : (counts.get(value) ?? 0);
        const isChosen = chosen.includes(value);
        return (
          <Checkbox
            key={value}
            label={<span className={count === 0 && !isChosen ? 'text-dim' : ''}>{label}</span>}
            checked={isChosen}
            onChange={({ target }) =>
              onChange(
                target.checked
                  ? [...chosen, value].sort((a, b) => a - b)
                  : chosen.filter((one) => one !== value),
              )
            }
            aside={<span className="figures text-xs text-dim">{count}</span>}
          />
        );
      })}
    </fieldset>
  );
}
