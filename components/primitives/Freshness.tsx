'use client';

import { Badge } from '@/components/ui/Badge';
import { formatAgo, formatDuration } from '@/lib/domain/duration';
import { formatCount } from '@/lib/domain/quantity';

import { TickingText } from './TickingText';
import { useFeedState } from './use-feed-state';

export interface FreshnessProps {
  /** The slot that the server's answer describes, until the stream speaks. */
  readonly firstSlot?: bigint | undefined;
}

/** Of which slot the figures on the page are, and how old; what holds when the stream is gone. One line, one height. */
export function Freshness({ firstSlot }: FreshnessProps) {
  const { kind, slot, receivedAtMs } = useFeedState();
  const shownSlot = slot ?? firstSlot;
  const receivedAtS = receivedAtMs / 1_000;
  return (
    <p className="flex min-h-6 items-center gap-x-2.5 overflow-hidden text-xs whitespace-nowrap text-dim">
      {kind === 'live' && (
        <Badge tone="gauge" lamp="lit">
          live
        </Badge>
      )}
      {kind === 'connecting' && <Badge lamp="steady">connecting</Badge>}
      {kind === 'lost' && (
        <Badge tone="warn" lamp="steady">
          no connection
        </Badge>
      )}
      <span className="figures">
        {shownSlot === undefined ? 'no answer yet' : `as of slot ${formatCount(shownSlot)}`}
        {slot !== null && ', '}
        {slot !== null && (
          <TickingText
            clock="page"
            text={(nowS) =>
              kind === 'lost' ? `${formatDuration(nowS - receivedAtS)} old` : formatAgo(nowS - receivedAtS)
            }
            initial="just now"
            className="inline-block min-w-[4.75rem]"
          />
        )}
      </span>
    </p>
  );
}
