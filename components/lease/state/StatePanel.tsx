'use client';

import { Ago } from '@/components/primitives/Ago';
import { Countdown } from '@/components/primitives/Countdown';
import { LeaseLink } from '@/components/primitives/LeaseLink';
import { useChainTime } from '@/components/primitives/use-chain-time';
import { Card } from '@/components/ui/Card';
import { formatInstant } from '@/lib/domain/duration';
import { type LeaseRow } from '@/lib/index-api/shapes';

import { leaseStory, silentSince } from './lease-story';
import { useWindowEnd } from './use-window-end';

const decideEveryS = 2;

/** Where the lease stands, what is waited for, and what happens when. */
export function StatePanel({ lease }: { readonly lease: LeaseRow }) {
  const now = useChainTime(decideEveryS);
  const windowEnd = useWindowEnd(lease);
  const { headline, sentence, deadline } = leaseStory(lease, now, windowEnd);
  const silent = now === null ? null : silentSince(lease, now);
  return (
    <Card className="flex flex-col gap-3">
      <div role="status">
        <h2 className="text-lg font-semibold text-balance">{headline}</h2>
        <p className="mt-1 text-sm text-dim">{sentence}</p>
      </div>
      {silent !== null && (
        <p className="text-sm">
          Last sign of life: <Ago unixS={silent} className="figures" />{' '}
          <span className="text-dim">({formatInstant(silent)})</span>
        </p>
      )}
      {lease.predecessor !== null && (
        <p className="text-sm">
          It goes on with what another provider began: <LeaseLink address={lease.predecessor} />
        </p>
      )}
      {lease.successor !== null && (
        <p className="text-sm">
          Another provider goes on with it: <LeaseLink address={lease.successor} />
        </p>
      )}
      {deadline !== null && (
        <div className="flex flex-col gap-1 border-t border-line pt-3 text-sm">
          <p className="flex items-baseline justify-between gap-4">
            <span title={formatInstant(deadline.unixS)}>{deadline.label}</span>
            <Countdown untilUnixS={deadline.unixS} over="time is up" className="text-base" />
          </p>
          <p className="text-xs text-dim">{deadline.then}</p>
        </div>
      )}
    </Card>
  );
}
