'use client';

import { useEffect, useRef } from 'react';

import { type RenderingOutline } from '@/lib/engine/outline/rendering';
import { decodeResult } from '@/lib/engine/result';
import { fittingExposure } from '@/lib/engine/tone-map';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { Downloads } from '../work/Downloads';
import { paintTile } from './paint-tile';
import { pictureFile } from './picture-file';

export interface PictureViewProps {
  readonly live: LiveLease;
  readonly outline: RenderingOutline;
  /** All tiles are here, so the exposure can be chosen for the whole. */
  readonly complete: boolean;
  readonly name: string;
}

/** The picture, tile by tile as it arrives. It draws by itself: a tile is no render. */
export default function PictureView({ live, outline, complete, name }: PictureViewProps) {
  const { job } = outline;
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = place.current?.getContext('2d') ?? null;
    const { result } = live;
    if (context === null || result === null) return undefined;
    const exposure = complete ? fittingExposure(decodeResult(result).linear) : 1;
    const here = complete ? outline.segmentCount : live.delivered;
    for (let index = 0; index < here; index += 1)
      paintTile(context, outline.job, { index, output: outline.outputIn(result, index) }, exposure);
    return live.onSegment((segment) => paintTile(context, outline.job, segment, exposure));
  }, [live, outline, complete]);
  return (
    <>
      <div className="grid min-h-40 place-items-center border-b border-line bg-raised sm:min-h-64">
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
      </div>
      {complete && (
        <div className="px-4 pt-4 sm:px-5">
          <Downloads files={[pictureFile(live, name)]} />
        </div>
      )}
    </>
  );
}
