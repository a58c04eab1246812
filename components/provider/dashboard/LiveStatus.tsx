'use client';

import { Ago } from '@/components/primitives/Ago';
import { Countdown } from '@/components/primitives/Countdown';
import { Badge } from '@/components/ui/Badge';
import { formatInstant } from '@/lib/domain/duration';

export interface LiveStatusProps {
  readonly liveUntilUnixS: number;
  readonly isLive: boolean;
  /** When the chain last wrote the provider's account, as a sign of life does; null while unknown. */
  readonly writtenAtUnixS: number | null;
}

/** Whether the machine has shown itself lately, and for how long that counts. */
export function LiveStatus({ liveUntilUnixS, isLive, writtenAtUnixS }: LiveStatusProps) {
  if (isLive) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="gauge" lamp="lit">
          live
        </Badge>
        <span className="text-dim">
          counts for <Countdown untilUnixS={liveUntilUnixS} className="text-ink" /> more; the machine renews
          it by itself
          <LastWord atUnixS={writtenAtUnixS} />
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

function LastWord({ atUnixS }: { readonly atUnixS: number | null }) {
  if (atUnixS === null) return null;
  return (
    <span className="block text-xs">
      account last written <Ago unixS={atUnixS} />
    </span>
  );
}
