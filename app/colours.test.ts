import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

const sheet = readFileSync(path.join(import.meta.dirname, 'globals.css'), 'utf8');
const tokens = new Map(
  [...sheet.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

const grounds = ['night', 'panel', 'raised'];
const texts = ['ink', 'dim', 'ember', 'gauge', 'warn', 'danger'];

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  const contrast = (a: string, b: string) => contrastOf(colour(a, theme), colour(b, theme));

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))(
    'set %s on %s readably (AA: 4.5 to 1)',
    (text, ground) => expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5),
  );

  it('set the words of the primary button readably', () => {
    expect(contrast('on-ember', 'ember')).toBeGreaterThanOrEqual(4.5);
  });

  it('draw the edges of fields so that they can be seen (AA: 3 to 1)', () => {
    for (const ground of ['night', 'panel']) expect(contrast('edge', ground)).toBeGreaterThanOrEqual(3);
  });

  it('draw the focus ring so that it can be seen (AA: 3 to 1)', () => {
    for (const ground of grounds) expect(contrast('ember', ground)).toBeGreaterThanOrEqual(3);
  });
});

function colour(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`globals.css has no colour ${name}`);
  return token[theme];
}

/** WCAG 2.2: contrast ratio of two colours, from their relative luminance. */
function contrastOf(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
