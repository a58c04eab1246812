import { describe, expect, it } from 'vitest';

import { fittingExposure, toneMap } from './tone-map';

const grey = (value: number): number => toneMap(Float32Array.of(value, value, value))[0] ?? -1;

describe('tone map', () => {
  it('keeps black black, and middle grey near its sRGB value', () => {
    expect(grey(0)).toBe(0);
    expect(grey(0.5 + 0.04)).toBe(188);
  });

  it('rises with the light and reaches white only far above one', () => {
    const steps = Array.from({ length: 200 }, (_, index) => grey(index / 20));
    expect(steps.every((value, index) => index === 0 || value >= (steps[index - 1] ?? 0))).toBe(true);
    expect(grey(1)).toBeLessThan(250);
    expect(grey(1e30)).toBe(255);
    expect(grey(Infinity)).toBe(255);
  });

  it('shows what is no colour as black', () => {
    expect([...toneMap(Float32Array.of(NaN, -1, NaN))]).toEqual([0, 0, 0]);
  });

  it('turns a bright colour towards white', () => {
    const [, green = 0, blue = 0] = toneMap(Float32Array.of(50, 1, 1));
    expect(Math.min(green, blue)).toBeGreaterThan(150);
  });
});

describe('fitting exposure', () => {
  const picture = (light: number): Float32Array => new Float32Array(300).fill(light, 0, 150);

  it('leaves ordinary pictures alone, whatever share of them is black', () => {
    expect(fittingExposure(picture(0.3))).toBe(1);
    expect(fittingExposure(new Float32Array(300))).toBe(1);
  });

  it('brings very dark and very bright pictures into view', () => {
    for (const light of [1e-6, 1e5]) {
      const shown = toneMap(picture(light), fittingExposure(picture(light)))[0] ?? 0;
      expect(shown).toBeGreaterThan(30);
      expect(shown).toBeLessThan(240);
    }
  });
});
