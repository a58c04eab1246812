'use client';

import { useEffect, useRef } from 'react';

import { onPageTick } from './page-ticker';

export interface TickingTextProps {
  /** The text at an instant of the chain's clock. Pure and quick: it runs five times a second. */
  readonly text: (nowUnixS: number) => string;
  /** What stands there before the chain's time is known, and in the server's answer. Give it the final width. */
  readonly initial?: string;
  readonly className?: string;
  readonly title?: string;
}

/** Text that follows the chain's clock. It writes its own node: a tick is no render. */
export function TickingText({ text, initial = '…', className, title }: TickingTextProps) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown: string | undefined;
    return onPageTick((nowUnixS) => {
      const next = text(nowUnixS);
      if (next === shown || place.current === null) return;
      place.current.textContent = next;
      shown = next;
    });
  }, [text]);
  return (
    <span ref={place} className={className} title={title} suppressHydrationWarning>
      {initial}
    </span>
  );
}
