import { encode } from 'fast-png';

import { type Image } from './result';
import { toneMap } from './tone-map';

/** An 8-bit sRGB PNG of a rendered picture. `exposure` multiplies the light before it is mapped to the screen. */
export function encodePng(image: Image, exposure = 1): Uint8Array {
  return encode({
    width: image.width,
    height: image.height,
    data: toneMap(image.linear, exposure),
    channels: 3,
    depth: 8,
  });
}
