'use client';

import { Countdown } from '@/components/primitives/Countdown';
import { Badge } from '@/components/ui/Badge';
import { formatInstant } from '@/lib/domain/duration';

/** Whether the machine has shown itself lately, and for how long that counts. */
export function LiveStatus({
  liveUntilUnixS,
  isLive,
}: {
  readonly liveUntilUnixS: number;
  readonly isLive: boolean;
}) {
  if (isLive) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="gauge" lamp="lit">
          live
        </Badge>
        <span className="text-dim">
          counts for <Countdown untilUnixS={liveUntilUnixS} className="text-ink" /> more; the machine renews
          it by itself
        </span>
      </p>
    );
  }
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
      <Badge tone="warn" lamp="steady">
        not live
      </Badge>
      <span className="text-dim">
        {liveUntilUnixS === 0
          ? 'The machine has never shown itself on the chain.'
          : `Last word counted until ${formatInstant(liveUntilUnixS)}.`}
      </span>
    </p>
  );
}
