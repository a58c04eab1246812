import { type ReactNode } from 'react';

export interface SectionHeadingProps {
  readonly id?: string;
  readonly title: string;
  /** One sentence that says what the section is for. */
  readonly lead?: ReactNode;
  /** Controls at the right end. */
  readonly aside?: ReactNode;
  readonly level?: 2 | 3;
}

export function SectionHeading({ id, title, lead, aside, level = 2 }: SectionHeadingProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="flex max-w-2xl flex-col gap-1">
        <Heading
          id={id}
          className={
            level === 2 ? 'text-xl font-semibold tracking-tight sm:text-2xl' : 'text-base font-semibold'
          }
        >
          {title}
        </Heading>
        {lead !== undefined && <p className="text-sm text-dim">{lead}</p>}
      </div>
      {aside}
    </div>
  );
}
