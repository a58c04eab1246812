import { type ReactNode } from 'react';

/** A figure of a row; on a card it carries the label that the table has in its head. */
export function StatCell({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div role="cell" className="order-3 figures min-w-0 truncate lg:order-none lg:text-right">
      <span className="block font-sans text-[0.6875rem] leading-4 tracking-normal text-dim lg:hidden">
        {label}
      </span>
      {children}
    </div>
  );
}
