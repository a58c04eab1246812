import { type ComponentProps, type ReactNode } from 'react';

import { joinClasses } from './join-classes';

/** The frame of a table; scrolls sideways by itself and by keyboard when it must. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded-panel border border-line bg-panel focus-visible:-outline-offset-2"
    >
      <table className="w-full border-collapse text-left text-sm">{children}</table>
    </div>
  );
}

export interface TableCellProps extends ComponentProps<'td'> {
  /** A figure: fixed pitch, set right so that digits stand under digits. */
  readonly figure?: boolean;
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return <thead className="border-b border-line text-dim">{children}</thead>;
}

export function TableHeaderCell({
  figure = false,
  className,
  ...rest
}: ComponentProps<'th'> & { readonly figure?: boolean }) {
  return (
    <th
      scope="col"
      className={joinClasses(
        'legend px-3 py-2.5 font-normal whitespace-nowrap',
        figure && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      className={joinClasses('border-b border-line/70 last:border-b-0 hover:bg-raised/50', className)}
      {...rest}
    />
  );
}

export function TableCell({ figure = false, className, ...rest }: TableCellProps) {
  return (
    <td
      className={joinClasses('px-3 py-2.5', figure && 'figures text-right whitespace-nowrap', className)}
      {...rest}
    />
  );
}
