import { type ComponentProps } from 'react';

import { joinClasses } from './join-classes';

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
  /** The unit at the right end, such as `USDC/h`. */
  readonly unit?: string;
  readonly invalid?: boolean;
  /** Figures are set in the fixed pitch. */
  readonly figures?: boolean;
}

export function Input({ unit, invalid = false, figures = false, className, ...rest }: InputProps) {
  return (
    <span
      className={joinClasses(
        'flex min-h-10 items-center rounded-control border bg-night transition-colors',
        'focus-within:border-ember focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ember',
        'has-disabled:opacity-50',
        invalid ? 'border-danger' : 'border-edge hover:border-ink/60',
        className,
      )}
    >
      <input
        aria-invalid={invalid || undefined}
        className={joinClasses(
          'min-w-0 flex-1 bg-transparent px-3 py-2 text-base outline-none placeholder:text-dim sm:text-sm',
          figures && 'figures',
        )}
        {...rest}
      />
      {unit !== undefined && <span className="shrink-0 pr-3 font-mono text-xs text-dim">{unit}</span>}
    </span>
  );
}
