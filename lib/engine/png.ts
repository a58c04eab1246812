import { encode } from 'fast-png';

import { type Image } from './result';
import { fittingExposure, toneMap } from './tone-map';

/**
 * An 8-bit sRGB PNG of a rendered picture. `exposure` multiplies the light before it is mapped to the screen; where absent,
 * a picture that would be all black or all white is brought into view.
 */
export function encodePng(image: Image, exposure = fittingExposure(image.linear)): Uint8Array {
  return encode({
    width: image.width,
    height: image.height,
    data: toneMap(image.linear, exposure),
    channels: 3,
    depth: 8,
  });
}
