import { expect, test } from 'vitest';

import { drawSpotCheck, type SpotCheckPolicy } from './spot-check';

/** How many of `segments` are computed again, with draws that follow the policy. */
function checkedOf(policy: SpotCheckPolicy, segments: number, random?: () => number): number {
  let checked = 0;
  for (let index = 0; index < segments; index += 1) {
    if (drawSpotCheck(policy, { checked, remaining: segments - index }, random)) checked += 1;
  }
  return checked;
}

test('the least number is kept even when every draw says no', () => {
  expect(checkedOf({ sharePpm: 0, atLeast: 3 }, 100, () => 999_999)).toBe(3);
});

test('a job smaller than the least number is computed again as a whole', () => {
  expect(checkedOf({ sharePpm: 0, atLeast: 5 }, 2)).toBe(2);
});

test('a share of one million takes every segment, a share of none takes none', () => {
  expect(checkedOf({ sharePpm: 1_000_000, atLeast: 0 }, 50)).toBe(50);
  expect(checkedOf({ sharePpm: 0, atLeast: 0 }, 50)).toBe(0);
});

test('the choice is spread over the job, so that no segment is safe to forge', () => {
  const firstChosen = new Set<number>();
  for (let round = 0; round < 400; round += 1) {
    for (let index = 0; index < 8; index += 1) {
      if (!drawSpotCheck({ sharePpm: 0, atLeast: 1 }, { checked: 0, remaining: 8 - index })) continue;
      firstChosen.add(index);
      break;
    }
  }
  expect([...firstChosen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
