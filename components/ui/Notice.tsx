import { type ReactNode } from 'react';

import { joinClasses } from './join-classes';

export type NoticeTone = 'info' | 'good' | 'warn' | 'error';

const edges: Readonly<Record<NoticeTone, string>> = {
  info: 'border-l-edge',
  good: 'border-l-gauge',
  warn: 'border-l-warn',
  error: 'border-l-danger',
};

export interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** What the reader does next: a sentence, a button, a link. An error always has one. */
  readonly next?: ReactNode;
  /** Speaks up as soon as it appears; for what the reader did not ask for. */
  readonly urgent?: boolean;
}

/** Something to know, in one place, with what to do about it. */
export function Notice({ tone = 'info', title, children, next, urgent = false }: NoticeProps) {
  return (
    <div
      role={urgent ? 'alert' : tone === 'error' ? 'status' : undefined}
      className={joinClasses(
        'flex flex-col gap-2 rounded-panel border border-l-[3px] border-line bg-panel px-4 py-3 text-sm',
        edges[tone],
      )}
    >
      <p className="font-medium">{title}</p>
      {children !== undefined && <div className="text-dim">{children}</div>}
      {next !== undefined && <div className="flex flex-wrap items-center gap-3 pt-1">{next}</div>}
    </div>
  );
}
