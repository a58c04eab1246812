import { decode } from 'fast-png';
import { expect, it } from 'vitest';

import { encodePng } from './png';
import { toneMap } from './tone-map';

it('writes a PNG that holds the tone-mapped picture', () => {
  const linear = Float32Array.from({ length: 5 * 4 * 3 }, (_, index) => 0.1 + index / 100);
  const { width, height, channels, depth, data } = decode(encodePng({ width: 5, height: 4, linear }));
  expect({ width, height, channels, depth }).toEqual({ width: 5, height: 4, channels: 3, depth: 8 });
  expect([...data]).toEqual([...toneMap(linear)]);
});
