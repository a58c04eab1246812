'use client';

import { useEffect, useRef } from 'react';

import { type Job, segmentCount } from '@/lib/engine/job';
import { decodeResult } from '@/lib/engine/result';
import { fittingExposure } from '@/lib/engine/tone-map';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { paintTile } from './paint-tile';

export interface PictureCanvasProps {
  readonly live: LiveLease;
  readonly job: Job;
  /** All tiles are here, so the exposure can be chosen for the whole. */
  readonly complete: boolean;
}

/** The picture, tile by tile as it arrives. It draws by itself: a tile is no render. */
export default function PictureCanvas({ live, job, complete }: PictureCanvasProps) {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = place.current?.getContext('2d') ?? null;
    const { result } = live;
    if (context === null || result === null) return undefined;
    const exposure = complete ? fittingExposure(decodeResult(result).linear) : 1;
    const here = complete ? segmentCount(job) : live.read().delivered;
    for (let index = 0; index < here; index += 1) paintTile(context, job, result, index, exposure);
    return live.onSegment((index) => paintTile(context, job, result, index, exposure));
  }, [live, job, complete]);
  return (
    <canvas
      ref={place}
      width={job.width}
      height={job.height}
      role="img"
      aria-label="The rendered picture, as far as it has arrived"
      className="mx-auto block max-h-[70dvh] w-auto max-w-full"
      style={{
        aspectRatio: `${job.width} / ${job.height}`,
        width: `min(100%, 70dvh * ${job.width / job.height})`,
      }}
    />
  );
}
