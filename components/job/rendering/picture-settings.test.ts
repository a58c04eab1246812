import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MAX_SEGMENTS, segmentCount } from '@/lib/engine/job';

import { firstPicture, picturePresets, presetOf, readPicture } from './picture-settings';

describe('the settings of a picture', () => {
  test.each(picturePresets)('of the preset $id can be rendered', ({ form, id }) => {
    expect(readPicture(form).ok).toBe(true);
    expect(presetOf(form)?.id).toBe(id);
  });

  test('say how many tiles they make', () => {
    expect(readPicture(firstPicture)).toMatchObject({ ok: true, tiles: 80, settings: { seed: 1n } });
  });

  test.each([
    ['widthPx', '0', 'Enter a number from 1 to 4096.'],
    ['heightPx', '4097', 'Enter a number from 1 to 4096.'],
    ['samples', '1.5', 'Enter a whole number.'],
    ['samples', '', 'Enter a whole number.'],
    ['bounces', '-1', 'Enter a whole number.'],
    ['tileEdgePx', '20', 'Enter a multiple of 8.'],
    ['seed', '1e3', 'Enter a whole number.'],
  ] as const)('outside their bounds are named at their field: %s = %s', (field, text, problem) => {
    expect(readPicture({ ...firstPicture, [field]: text })).toEqual({
      ok: false,
      problems: { [field]: problem },
    });
  });

  test('that make more tiles than a page follows ask for larger ones', () => {
    const reading = readPicture({ ...firstPicture, widthPx: '4096', heightPx: '4096', tileEdgePx: '8' });
    expect(reading).toEqual({
      ok: false,
      problems: { tileEdgePx: 'This makes 262144 tiles; use larger ones.' },
    });
  });

  test('once changed are no preset', () => {
    expect(presetOf({ ...firstPicture, seed: '2' })).toBeUndefined();
  });

  test('whatever is typed, are refused or within what the engine takes', () => {
    const text = fc.oneof(fc.string(), fc.integer({ min: -5, max: 20_000 }).map(String));
    const form = fc.record({
      widthPx: text,
      heightPx: text,
      samples: text,
      bounces: text,
      tileEdgePx: fc.oneof(text, fc.constantFrom('8', '32', '64')),
      seed: text,
    });
    fc.assert(
      fc.property(form, (typed) => {
        const reading = readPicture(typed);
        if (!reading.ok) return Object.keys(reading.problems).length > 0;
        return segmentCount(reading.settings) <= MAX_SEGMENTS && reading.settings.width >= 1;
      }),
      { numRuns: 3_000 },
    );
  });
});
