import { type ReactNode } from 'react';

import { joinClasses } from './join-classes';

export interface CardProps {
  readonly children: ReactNode;
  /** Draws the instrument's scale along the upper edge: for panels that show measured figures. */
  readonly scale?: boolean;
  /** Leaves out the inner spacing: for tables and pictures that reach the edge. */
  readonly flush?: boolean;
  readonly className?: string;
}

/** A panel. */
export function Card({ children, scale = false, flush = false, className }: CardProps) {
  return (
    <div
      className={joinClasses(
        'rounded-panel border border-line bg-panel',
        scale && 'ticks',
        !flush && 'p-4 sm:p-5',
        flush && 'overflow-hidden',
        className,
      )}
    >
      {children}
    </div>
  );
}
