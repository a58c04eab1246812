import { describe, expect, it } from 'vitest';

import { EngineError } from './engine-error';
import { PIXEL_BYTES, segmentCount, tileOf } from './job';
import { decodeResult, emptyResult, placeSegment } from './result';

const job = { width: 20, height: 11, tileEdge: 8 };

/** Output in which every value is the pixel's number in the whole picture. */
const numberedOutput = (index: number): Uint8Array => {
  const tile = tileOf(job, index);
  const output = new Uint8Array(tile.width * tile.height * PIXEL_BYTES);
  const view = new DataView(output.buffer);
  for (let at = 0; at < tile.width * tile.height; at += 1) {
    const pixel = (tile.top + Math.floor(at / tile.width)) * job.width + tile.left + (at % tile.width);
    for (let channel = 0; channel < 3; channel += 1) view.setFloat32(12 * at + 4 * channel, pixel, true);
  }
  return output;
};

describe('result bytes', () => {
  it('are put together from segments in any order', () => {
    const result = emptyResult(job);
    for (let index = segmentCount(job) - 1; index >= 0; index -= 1) {
      placeSegment(result, job, { index, output: numberedOutput(index) });
    }
    const image = decodeResult(result);
    expect([image.width, image.height]).toEqual([20, 11]);
    expect(image.linear.every((value, index) => value === Math.floor(index / 3))).toBe(true);
  });

  it('refuse an output that does not fit its tile', () => {
    const output = numberedOutput(0).subarray(1);
    expect(() => placeSegment(emptyResult(job), job, { index: 0, output })).toThrow(EngineError);
  });

  it('refuse truncated, extended and oversized pictures', () => {
    const result = emptyResult(job);
    const oversized = result.slice();
    new DataView(oversized.buffer).setUint32(8, 0xffffffff, true);
    const wrong = [result.subarray(0, 10), result.subarray(1), result.subarray(0, -1), oversized];
    for (const bytes of wrong) expect(() => decodeResult(bytes)).toThrow(EngineError);
  });
});
