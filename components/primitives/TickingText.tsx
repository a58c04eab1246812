'use client';

import { useEffect, useRef } from 'react';

import { onOwnTick, onPageTick } from './page-ticker';

export interface TickingTextProps {
  /** The text at an instant of the clock, in seconds. Pure and quick: it runs five times a second. */
  readonly text: (nowS: number) => string;
  /** `chain` (default): unix seconds by the chain's clock. `page`: seconds since the page was opened. */
  readonly clock?: 'chain' | 'page';
  /** What stands there before the chain's time is known, and in the server's answer. Give it the final width. */
  readonly initial?: string;
  readonly className?: string;
  readonly title?: string;
}

/** Text that follows the chain's clock. It writes its own node: a tick is no render. */
export function TickingText({ text, clock = 'chain', initial = '…', className, title }: TickingTextProps) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown: string | undefined;
    const onTick = clock === 'chain' ? onPageTick : onOwnTick;
    return onTick((nowS) => {
      const next = text(nowS);
      if (next === shown || place.current === null) return;
      place.current.textContent = next;
      shown = next;
    });
  }, [text, clock]);
  return (
    <span ref={place} className={className} title={title} suppressHydrationWarning>
      {initial}
    </span>
  );
}
