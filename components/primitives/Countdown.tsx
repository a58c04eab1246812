'use client';

import { formatCountdown } from '@/lib/domain/duration';

import { TickingText } from './TickingText';

export interface CountdownProps {
  /** The end, in unix seconds of the chain's clock. */
  readonly untilUnixS: number;
  /** What stands there once it is over. */
  readonly over?: string;
  readonly className?: string;
}

/** Time left until an instant of the chain's clock. */
export function Countdown({ untilUnixS, over = '00:00', className }: CountdownProps) {
  return (
    <TickingText
      text={(nowUnixS) => (nowUnixS >= untilUnixS ? over : formatCountdown(untilUnixS - nowUnixS))}
      initial="--:--"
      className={`figures ${className ?? ''}`}
    />
  );
}
