import { type ReactNode } from 'react';

export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  /** What the figure rests on, in few words. */
  readonly note?: ReactNode;
}

/** A row of readings, each under its legend. */
export function FigureList({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] max-sm:[&>div:last-child:nth-child(odd)]:col-span-2">
      {figures.map(({ label, value, note }) => (
        <div key={label} className="ticks flex flex-col gap-1 bg-panel px-4 py-3.5">
          <dt className="legend text-dim">{label}</dt>
          <dd className="figures text-lg leading-6">{value}</dd>
          {note !== undefined && <dd className="text-xs text-dim">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
