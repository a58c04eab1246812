import { EngineError } from './engine-error';
import { PIXEL_BYTES, tileOf, type JobSettings } from './job';

/**
 * The result of a render job, canonical bytes `PYROIMG1`: u32 width, u32 height, then linear RGB as little-endian f32,
 * row by row from the top left. Their SHA-256 is the result root on chain.
 */
export interface Image {
  readonly width: number;
  readonly height: number;
  /** Linear RGB, three values per pixel. */
  readonly linear: Float32Array;
}

const IMAGE_MAGIC = [...'PYROIMG1'].map((letter) => letter.charCodeAt(0));
export const IMAGE_HEADER_BYTES = 16;
const MAX_EDGE = 16_384;

/** Result bytes with every pixel black, to be filled by `placeSegment`. */
export function emptyResult(job: Pick<JobSettings, 'width' | 'height'>): Uint8Array {
  const bytes = new Uint8Array(IMAGE_HEADER_BYTES + job.width * job.height * PIXEL_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(IMAGE_MAGIC);
  view.setUint32(8, job.width, true);
  view.setUint32(12, job.height, true);
  return bytes;
}

/** Writes a segment's output to its place in the result bytes. Throws `bad-result` if the sizes do not fit. */
export function placeSegment(
  result: Uint8Array,
  job: Pick<JobSettings, 'width' | 'height' | 'tileEdge'>,
  segment: { readonly index: number; readonly output: Uint8Array },
): void {
  const tile = tileOf(job, segment.index);
  const rowBytes = tile.width * PIXEL_BYTES;
  if (segment.output.length !== rowBytes * tile.height) {
    throw new EngineError('bad-result', `The output of segment ${segment.index} is not as long as its tile.`);
  }
  if (result.length !== IMAGE_HEADER_BYTES + job.width * job.height * PIXEL_BYTES) {
    throw new EngineError('bad-result', 'The result is not as long as its picture.');
  }
  for (let row = 0; row < tile.height; row += 1) {
    const pixel = (tile.top + row) * job.width + tile.left;
    const output = segment.output.subarray(row * rowBytes, (row + 1) * rowBytes);
    result.set(output, IMAGE_HEADER_BYTES + pixel * PIXEL_BYTES);
  }
}

/** The picture in result bytes. Throws `bad-result` on anything that is not one. */
export function decodeResult(bytes: Uint8Array): Image {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < IMAGE_HEADER_BYTES || IMAGE_MAGIC.some((byte, index) => bytes[index] !== byte)) {
    throw new EngineError('bad-result', 'These bytes are not a rendered picture.');
  }
  const width = view.getUint32(8, true);
  const height = view.getUint32(12, true);
  const fits = width >= 1 && width <= MAX_EDGE && height >= 1 && height <= MAX_EDGE;
  if (!fits || bytes.length !== IMAGE_HEADER_BYTES + width * height * PIXEL_BYTES) {
    throw new EngineError(
      'bad-result',
      'The length of the picture does not follow from its width and height.',
    );
  }
  return { width, height, linear: linearOf(bytes.subarray(IMAGE_HEADER_BYTES)) };
}

/** The values in a segment's output or a result's body. */
export function linearOf(output: Uint8Array): Float32Array {
  const view = new DataView(output.buffer, output.byteOffset, output.byteLength);
  return Float32Array.from({ length: Math.floor(output.length / 4) }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}
