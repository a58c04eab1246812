'use client';

import { Card } from '@/components/ui/Card';
import { Meter } from '@/components/ui/Meter';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatCount } from '@/lib/domain/quantity';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { type LiveLeaseHandle } from '../use-live-lease';
import { type Viewer } from '../use-viewer';
import { SessionLine } from './SessionLine';
import { capitalised, workWords } from './work-words';
import { WorkMissing } from './WorkMissing';
import { WorkView } from './WorkView';

export interface WorkPanelProps {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
  readonly viewer: Viewer;
}

/** What comes of the job, how far it is, and what this tab does for it. */
export function WorkPanel({ lease, handle, viewer }: WorkPanelProps) {
  const { state, live } = handle;
  const { commission } = state;
  const delivered = commission === null ? knownToChain(lease) : state.delivered;
  return (
    <Card flush className="flex flex-col">
      {live !== null && commission !== null ? (
        <WorkView
          live={live}
          outline={commission.outline}
          complete={state.delivered === commission.plan.segmentCount}
          name={`pyronet-${lease.address.slice(0, 8)}`}
        />
      ) : (
        <div className="grid min-h-40 place-items-center border-b border-line bg-raised sm:min-h-64">
          {state.role === 'opening' ? (
            <Skeleton className="h-72 w-full" />
          ) : (
            <WorkMissing lease={lease} state={state} viewer={viewer} />
          )}
        </div>
      )}
      <div className="flex flex-col gap-3 p-4 sm:p-5">
        <Progress delivered={delivered} all={Number(lease.segment_count)} state={state} />
        <SessionLine state={state} live={live} />
      </div>
    </Card>
  );
}

/** Segments that the chain has heard of in whatever way: vouchers are not redeemed one by one. */
function knownToChain(lease: LeaseRow): number {
  const { delivered_segments, accepted_segments, attested_segments } = lease;
  return Math.max(...[delivered_segments, accepted_segments, attested_segments].map(Number));
}

function Progress({
  delivered,
  all,
  state,
}: {
  readonly delivered: number;
  readonly all: number;
  readonly state: LiveLeaseState;
}) {
  if (all === 0) return null;
  const { parts } = workWords(state.commission?.outline.family ?? null);
  const share = delivered / all;
  const text = `${formatCount(delivered)} of ${formatCount(all)} ${parts}`;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="figures">{text}</span>
        {state.rechecked.size > 0 && (
          <span className="figures text-gauge">{state.rechecked.size} computed again here, equal</span>
        )}
      </p>
      <Meter label={`${capitalised(parts)} that have arrived`} share={share} valueText={text} />
      {/* Spoken in tenths: every segment would be a flood. */}
      <span role="status" className="sr-only">
        {`${Math.floor(share * 10) * 10} percent of the ${parts} have arrived`}
      </span>
    </div>
  );
}
