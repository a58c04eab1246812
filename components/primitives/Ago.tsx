'use client';

import { formatAgo, formatInstant } from '@/lib/domain/duration';

import { TickingText } from './TickingText';

/** How long ago an instant of the chain's clock was; the instant itself on hover. */
export function Ago({ unixS, className }: { readonly unixS: number; readonly className?: string }) {
  return (
    <TickingText
      text={(nowUnixS) => formatAgo(nowUnixS - unixS)}
      initial={formatInstant(unixS)}
      title={formatInstant(unixS)}
      {...(className === undefined ? {} : { className })}
    />
  );
}
