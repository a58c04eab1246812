import { type ReactNode } from 'react';

import { joinClasses } from './join-classes';

export type BadgeTone = 'plain' | 'ember' | 'gauge' | 'warn' | 'danger';

const tones: Readonly<Record<BadgeTone, string>> = {
  plain: 'border-line text-dim',
  ember: 'border-ember/45 text-ember',
  gauge: 'border-gauge/45 text-gauge',
  warn: 'border-warn/45 text-warn',
  danger: 'border-danger/45 text-danger',
};

export interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: BadgeTone;
  /** A lamp before the text; `lit` for a state that goes on now. */
  readonly lamp?: 'lit' | 'steady';
  readonly title?: string;
}

/** A short state or kind. Colour never says it alone: the text does. */
export function Badge({ children, tone = 'plain', lamp, title }: BadgeProps) {
  return (
    <span
      title={title}
      className={joinClasses(
        'inline-flex min-h-5 w-fit items-center gap-1.5 rounded-[3px] border px-1.5 py-px font-mono text-[0.6875rem] leading-4 whitespace-nowrap',
        tones[tone],
      )}
    >
      {lamp !== undefined && (
        <span
          aria-hidden
          className={joinClasses(
            'size-1.5 rounded-full bg-current',
            lamp === 'lit' && 'animate-[breathe_2s_ease-in-out_infinite]',
          )}
        />
      )}
      {children}
    </span>
  );
}
