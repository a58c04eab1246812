import { type ReactNode } from 'react';

export interface FieldProps {
  readonly label: string;
  /** The `id` of the control it labels. */
  readonly htmlFor: string;
  /** What to enter; the control points at `${htmlFor}-hint` with `aria-describedby`. */
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint. */
  readonly problem?: string | undefined;
  readonly children: ReactNode;
}

/** A labelled control with its hint or its problem below. */
export function Field({ label, htmlFor, hint, problem, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={htmlFor} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {(problem !== undefined || hint !== undefined) && (
        <p
          id={`${htmlFor}-hint`}
          role={problem === undefined ? undefined : 'alert'}
          className={problem === undefined ? 'text-xs text-dim' : 'text-xs text-danger'}
        >
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
