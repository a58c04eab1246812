'use client';

import { type ReactNode, useState } from 'react';

export interface FlashProps {
  /** What is watched. */
  readonly value: string | number | bigint | boolean;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Lights up for a moment when its value changes; the place stays as it is. */
export function Flash({ value, children, className }: FlashProps) {
  const [seen, setSeen] = useState({ value, changes: 0 });
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 });
  return (
    // A new key is what starts the animation again.
    <span
      key={seen.changes}
      className={`rounded-[3px] ${seen.changes > 0 ? 'animate-flash' : ''} ${className ?? ''}`}
    >
      {children}
    </span>
  );
}
