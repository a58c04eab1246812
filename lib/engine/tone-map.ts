/**
 * Linear RGB to 8-bit sRGB for a screen or a PNG. Colours up to about 0.8 keep their look; what is brighter rolls off
 * towards white instead of clipping. The curve is the Khronos PBR Neutral tone mapper (Khronos Group, 2024), the
 * transfer function that of IEC 61966-2-1. The picture on screen is a view: the proved result is the linear one.
 *
 * `linear` holds three values per pixel, so does the answer. `exposure` multiplies the light first. Negative and
 * NaN values count as black.
 */
export function toneMap(linear: Float32Array, exposure = 1): Uint8Array {
  const screen = new Uint8Array(linear.length);
  for (let at = 0; at + 2 < linear.length; at += 3) {
    const pixel = neutral(
      light(linear[at], exposure),
      light(linear[at + 1], exposure),
      light(linear[at + 2], exposure),
    );
    screen[at] = encodeSrgb(pixel[0]);
    screen[at + 1] = encodeSrgb(pixel[1]);
    screen[at + 2] = encodeSrgb(pixel[2]);
  }
  return screen;
}

/**
 * The exposure by which a picture far too dark or too bright for a screen comes into view; 1 for ordinary pictures. Judged by
 * the mean of the logarithm of the luminance (Reinhard et al. 2002) of all pixels that received light.
 */
export function fittingExposure(linear: Float32Array): number {
  let sum = 0;
  let lit = 0;
  for (let at = 0; at + 2 < linear.length; at += 3) {
    // Luminance weights of ITU-R BT.709.
    const luminance =
      0.2126 * light(linear[at], 1) + 0.7152 * light(linear[at + 1], 1) + 0.0722 * light(linear[at + 2], 1);
    if (luminance > 0) {
      sum += Math.log(luminance);
      lit += 1;
    }
  }
  if (lit === 0) return 1;
  const mean = Math.exp(sum / lit);
  return Math.min(Math.max(mean, DARKEST_MEAN), BRIGHTEST_MEAN) / mean;
}

/** Mean luminances between which a picture is shown as it is. */
const DARKEST_MEAN = 0.06;
const BRIGHTEST_MEAN = 0.9;
/** Reflection at normal incidence that the curve takes away, and where it begins to compress. */
const FRESNEL = 0.04;
const COMPRESSION_START = 0.8 - FRESNEL;
const DESATURATION = 0.15;
/** Beyond this everything is white; it also keeps infinity out of the arithmetic. */
const BRIGHTEST = 1e6;

function light(value: number | undefined, exposure: number): number {
  const exposed = (value ?? 0) * exposure;
  return exposed > 0 ? Math.min(exposed, BRIGHTEST) : 0;
}

function neutral(red: number, green: number, blue: number): readonly [number, number, number] {
  const least = Math.min(red, green, blue);
  const offset = least < 2 * FRESNEL ? least - least * least * (1 / (4 * FRESNEL)) : FRESNEL;
  const peak = Math.max(red, green, blue) - offset;
  if (peak < COMPRESSION_START) return [red - offset, green - offset, blue - offset];

  const room = 1 - COMPRESSION_START;
  const compressedPeak = 1 - (room * room) / (peak + room - COMPRESSION_START);
  const scale = compressedPeak / peak;
  const whiteness = 1 - 1 / (DESATURATION * (peak - compressedPeak) + 1);
  const towardsWhite = (value: number): number =>
    (value - offset) * scale * (1 - whiteness) + compressedPeak * whiteness;
  return [towardsWhite(red), towardsWhite(green), towardsWhite(blue)];
}

function encodeSrgb(value: number): number {
  const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, encoded)) * 255);
}
