import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readableFileName } from './file-name';

describe('the name of an uploaded file', () => {
  test('is shown as it is where nothing is wrong with it', () => {
    expect(readableFileName('Schöne Kanne 2.glb')).toBe('Schöne Kanne 2.glb');
  });

  test('shows no folder of its owner', () => {
    expect(readableFileName('C:\\fakepath\\kanne.ply')).toBe('kanne.ply');
    expect(readableFileName('../../etc/kanne.ply')).toBe('kanne.ply');
  });

  test('cannot pretend another ending by turning its direction', () => {
    expect(readableFileName('mesh\u202Eylp.exe')).toBe('meshylp.exe');
  });

  test('is cut in the middle, so that its ending stays', () => {
    expect(readableFileName(`${'a'.repeat(500)}.gltf`)).toBe(`${'a'.repeat(30)}….gltf`);
  });

  test('says so where nothing of it can be read', () => {
    expect(readableFileName('\u200B\u0000')).toBe('unnamed file');
  });

  test('whatever it is, fits its place and holds nothing unseen', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom('\u202E', '\u2066', '.', '/', '\\', 'a', '\u0301', '🔥', '\n', '\u0000', '<'),
          {
            maxLength: 90,
          },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(name, fc.integer({ min: 12, max: 80 }), (text, longest) => {
        const shown = readableFileName(text, longest);
        const length = Array.from(shown).length;
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(longest);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}/\\]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
