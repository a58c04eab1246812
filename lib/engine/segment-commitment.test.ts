import { expect, it } from 'vitest';

import { leafOf, noState, operationRoot, segmentHashesAgree } from './segment-commitment';

const output = new Uint8Array(1000).fill(3);
const segment = { index: 2, units: 10n, ...noState, operationRoot: operationRoot(output), output };
const leaf = leafOf(segment);

it('binds output, units and index of a segment', () => {
  expect(segmentHashesAgree({ ...segment, leaf })).toBe(true);
  expect(segmentHashesAgree({ ...segment, leaf, units: 11n })).toBe(false);
  expect(segmentHashesAgree({ ...segment, leaf, index: 3 })).toBe(false);
  expect(segmentHashesAgree({ ...segment, leaf, stateIn: segment.operationRoot })).toBe(false);
  expect(segmentHashesAgree({ ...segment, leaf, stateOut: segment.operationRoot })).toBe(false);
  const corrupted = output.slice();
  corrupted[999] = 4;
  expect(segmentHashesAgree({ ...segment, leaf, output: corrupted })).toBe(false);
});

it('puts every piece of an output under its own leaf', () => {
  const longer = new Uint8Array(1001).fill(3);
  expect(operationRoot(longer)).not.toEqual(operationRoot(output));
  expect(operationRoot(new Uint8Array())).toEqual(new Uint8Array(32));
  expect(operationRoot(output.subarray(0, 256))).not.toEqual(operationRoot(output.subarray(0, 255)));
});
