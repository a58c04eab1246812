import { EngineError } from './engine-error';
import { type JobSettings } from './job';

/** How a picture is cut into tiles. Apart from `job.ts`, so that a page can count tiles without a hash function. */

/** The pixels of one segment. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What of a job decides its tiles. */
type Cut = Pick<JobSettings, 'width' | 'height' | 'tileEdge'>;

export function segmentCount(job: Cut): number {
  return Math.ceil(job.width / job.tileEdge) * Math.ceil(job.height / job.tileEdge);
}

/** The pixels of segment `index`: tiles row by row, clipped at the right and bottom edges. Throws `bad-job`. */
export function tileOf(job: Cut, index: number): Tile {
  if (!Number.isInteger(index) || index < 0 || index >= segmentCount(job)) {
    throw new EngineError('bad-job', `The job has no segment ${index}; it has ${segmentCount(job)}.`);
  }
  const columns = Math.ceil(job.width / job.tileEdge);
  const left = (index % columns) * job.tileEdge;
  const top = Math.floor(index / columns) * job.tileEdge;
  return {
    left,
    top,
    width: Math.min(job.tileEdge, job.width - left),
    height: Math.min(job.tileEdge, job.height - top),
  };
}
