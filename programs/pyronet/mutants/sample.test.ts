import { expect, test } from 'vitest';

import { drawSample } from './sample';

const items = [...Array(50).keys()].map((id) => ({ id }));

test('a seed draws the same items wherever they stand, and another seed others', () => {
  const drawn = drawSample(items, 10, 'a');
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(10);
  expect(drawSample([...items].reverse(), 10, 'a')).toEqual(drawn);
  expect(drawSample(items, 10, 'b')).not.toEqual(drawn);
  expect(drawSample(items.slice(0, 3), 10, 'a')).toHaveLength(3);
});
