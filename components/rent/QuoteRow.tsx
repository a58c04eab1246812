import { type ReactNode } from 'react';

import { InfoPopover } from '@/components/ui/InfoPopover';

export interface QuoteRowProps {
  readonly label: string;
  readonly value: ReactNode;
  /** Explains the figure; opens on demand. */
  readonly info?: ReactNode;
  readonly note?: ReactNode;
  readonly strong?: boolean;
}

/** One line of a quote: what it is, how much. */
export function QuoteRow({ label, value, info, note, strong = false }: QuoteRowProps) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-1.5">
      <dt className={strong ? 'font-medium' : 'text-dim'}>
        {label} {info !== undefined && <InfoPopover about={label.toLowerCase()}>{info}</InfoPopover>}
      </dt>
      <dd className={`figures ml-auto text-right ${strong ? 'text-base' : ''}`}>{value}</dd>
      {note !== undefined && <dd className="w-full text-xs text-dim">{note}</dd>}
    </div>
  );
}

/** Lines that belong together. */
export function QuoteGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="border-t border-line py-2 first:border-t-0 first:pt-0">
      <h3 className="legend pb-1 text-dim">{title}</h3>
      <dl className="text-sm">{children}</dl>
    </div>
  );
}
