import { type ComponentProps, type ReactNode } from 'react';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  readonly label: ReactNode;
  /** Stands at the right end of the line, such as a count. */
  readonly aside?: ReactNode;
}

/** The browser's own checkbox in our colours, with its label as target. */
export function Checkbox({ label, aside, ...rest }: CheckboxProps) {
  return (
    <label className="flex min-h-7 cursor-pointer items-center gap-2.5 text-sm has-disabled:cursor-not-allowed has-disabled:opacity-50">
      <input type="checkbox" className="size-4 shrink-0 accent-ember" {...rest} />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {aside}
    </label>
  );
}
