import { type ReactNode } from 'react';

export interface PageHeadingProps {
  /** The small line above the title, such as the kind of thing the page shows. */
  readonly legend?: ReactNode;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
}

/** The one `h1` of a page. */
export function PageHeading({ legend, title, lead, aside }: PageHeadingProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="flex max-w-3xl flex-col gap-2">
        {legend !== undefined && <p className="legend text-ember">{legend}</p>}
        <h1 className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">{title}</h1>
        {lead !== undefined && <p className="text-dim">{lead}</p>}
      </div>
      {aside}
    </header>
  );
}
