import { type Job, tileOf } from '@/lib/engine/job';
import { linearOf } from '@/lib/engine/result';
import { toneMap } from '@/lib/engine/tone-map';

/** Draws one tile where it belongs. The picture on screen is a view; the result is linear light. */
export function paintTile(
  context: CanvasRenderingContext2D,
  job: Job,
  { index, output }: { readonly index: number; readonly output: Uint8Array },
  exposure: number,
): void {
  const { left, top, width, height } = tileOf(job, index);
  const screen = toneMap(linearOf(output), exposure);
  const pixels = context.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    pixels.data.set(screen.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
    pixels.data[4 * pixel + 3] = 255;
  }
  context.putImageData(pixels, left, top);
}
