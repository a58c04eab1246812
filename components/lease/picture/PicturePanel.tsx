'use client';

import { Card } from '@/components/ui/Card';
import { Late } from '@/components/ui/Late';
import { Meter } from '@/components/ui/Meter';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatCount } from '@/lib/domain/quantity';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { type LiveLeaseHandle } from '../use-live-lease';
import { type Viewer } from '../use-viewer';
import { DownloadPicture } from './DownloadPicture';
import { PictureMissing } from './PictureMissing';
import { SessionLine } from './SessionLine';

/** It brings the parts of the engine that know of tiles and light. */
const loadCanvas = () => import('./PictureCanvas');

export interface PicturePanelProps {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
  readonly viewer: Viewer;
}

/** The picture, how far it is, and what this tab does for it. */
export function PicturePanel({ lease, handle, viewer }: PicturePanelProps) {
  const { state, live } = handle;
  const { job, commission } = state;
  const all = Number(lease.segment_count);
  const delivered = job === null ? knownToChain(lease) : state.delivered;
  const complete = commission !== null && state.delivered === commission.plan.segmentCount;
  return (
    <Card flush className="flex flex-col">
      <div className="grid min-h-40 place-items-center sm:min-h-64 border-b border-line bg-raised">
        {live !== null && job !== null ? (
          <Late
            load={loadCanvas}
            props={{ live, job, complete }}
            fallback={<Skeleton className="h-72 w-full" />}
          />
        ) : state.role === 'opening' ? (
          <Skeleton className="h-72 w-full" />
        ) : (
          <PictureMissing lease={lease} state={state} viewer={viewer} />
        )}
      </div>
      <div className="flex flex-col gap-3 p-4 sm:p-5">
        <Progress delivered={delivered} all={all} state={state} />
        <SessionLine state={state} live={live} />
        {complete && live !== null && (
          <DownloadPicture live={live} name={`pyronet-${lease.address.slice(0, 8)}`} />
        )}
      </div>
    </Card>
  );
}

/** Tiles that the chain has heard of in whatever way: vouchers are not redeemed one by one. */
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
  const share = delivered / all;
  const text = `${formatCount(delivered)} of ${formatCount(all)} tiles`;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="figures">{text}</span>
        {state.rechecked.size > 0 && (
          <span className="figures text-gauge">{state.rechecked.size} computed again here, equal</span>
        )}
      </p>
      <Meter label="Tiles that have arrived" share={share} valueText={text} />
      {/* Spoken in tenths: every tile would be a flood. */}
      <span role="status" className="sr-only">
        {`${Math.floor(share * 10) * 10} percent of the tiles have arrived`}
      </span>
    </div>
  );
}
