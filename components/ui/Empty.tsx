import { type ReactNode } from 'react';

export interface EmptyProps {
  readonly title: string;
  /** Why nothing is here, and what makes something appear. */
  readonly children: ReactNode;
  readonly next?: ReactNode;
}

/** The place of a list that has nothing in it: a quiet dial at zero, the reason, the next step. */
export function Empty({ title, children, next }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-4 px-6 py-12 text-center">
      <svg aria-hidden viewBox="0 0 48 30" className="h-10 text-edge" fill="none" stroke="currentColor">
        <path d="M4 26a20 20 0 0 1 40 0" strokeWidth="1.5" />
        <path
          d="M4 26h4M8.4 14.200l3.3 2.400M24 6v4M39.6 14.200l-3.3 2.400M44 26h-4"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
        <path d="M24 26 11 21" stroke="var(--ember)" strokeWidth="2" strokeLinecap="round" />
        <circle cx="24" cy="26" r="2" fill="var(--ember)" stroke="none" />
      </svg>
      <div className="flex max-w-md flex-col gap-1.5">
        <p className="font-medium">{title}</p>
        <div className="text-sm text-dim">{children}</div>
      </div>
      {next !== undefined && <div className="flex flex-wrap justify-center gap-3">{next}</div>}
    </div>
  );
}
