import { decodeJob, type Job, JOB_MAGIC, PIXEL_BYTES } from '../job';
import { emptyResult, IMAGE_HEADER_BYTES, placeSegment } from '../result';
import { segmentCount, tileOf } from '../tiles';
import { type FamilyOutline, type ResultInTheMaking } from './job-outline';

export const renderingMagic = JOB_MAGIC;

/** A picture, tile by tile. */
export interface RenderingOutline extends FamilyOutline {
  readonly family: 'rendering';
  readonly job: Job;
  readonly carried: null;
}

/** Throws `bad-job`. */
export function renderingOutline(bytes: Uint8Array): RenderingOutline {
  const job = decodeJob(bytes);
  return {
    family: 'rendering',
    job,
    segmentCount: segmentCount(job),
    input: { sha256: job.sceneSha256, bytes: job.sceneBytes },
    model: null,
    carried: null,
    mayEndEarly: false,
    outputBytes: (index) => {
      const { width, height } = tileOf(job, index);
      return width * height * PIXEL_BYTES;
    },
    beginResult: () => picture(job),
    outputIn: (result, index) => cutTile(result, job, index),
  };
}

function picture(job: Job): ResultInTheMaking {
  const result = emptyResult(job);
  return {
    place: (index, output) => placeSegment(result, job, { index, output }),
    placeState: () => undefined,
    bytes: () => result,
  };
}

/** The pixels of one tile, as a segment's output holds them. */
function cutTile(result: Uint8Array, job: Job, index: number): Uint8Array {
  const { left, top, width, height } = tileOf(job, index);
  const output = new Uint8Array(width * height * PIXEL_BYTES);
  for (let row = 0; row < height; row += 1) {
    const from = IMAGE_HEADER_BYTES + ((top + row) * job.width + left) * PIXEL_BYTES;
    output.set(result.subarray(from, from + width * PIXEL_BYTES), row * width * PIXEL_BYTES);
  }
  return output;
}
