import { expect, test } from 'vitest';

import { countCredited, seeWorker, startCoveredTime } from './covered-time';

test('time counts from the start to the last sign of life', () => {
  const time = [1_010n, 1_060n, 1_100n].reduce(seeWorker, startCoveredTime(1_000n, 60n));
  expect(time).toMatchObject({ seenAt: 1_100n, coveredSeconds: 100n });
});

test('a silence longer than the interval is a gap and is not signed for', () => {
  const time = [1_010n, 1_100n, 1_120n].reduce(seeWorker, startCoveredTime(1_000n, 60n));
  expect(time).toMatchObject({ seenAt: 1_120n, coveredSeconds: 30n });
});

test('a clock that steps back takes nothing and adds nothing', () => {
  const time = [1_050n, 1_020n].reduce(seeWorker, startCoveredTime(1_000n, 60n));
  expect(time).toMatchObject({ seenAt: 1_050n, coveredSeconds: 50n });
});

test('no more is ever covered than has passed since the start', () => {
  let time = startCoveredTime(1_000n, 60n);
  for (const now of [1_001n, 1_059n, 1_200n, 1_201n, 1_260n, 5_000n, 5_060n]) {
    time = seeWorker(time, now);
    expect(time.coveredSeconds).toBeLessThanOrEqual(time.seenAt - time.startedAt);
  }
});

test('what the chain credits already is never stated lower, and counts no second twice', () => {
  const fresh = startCoveredTime(1_000n, 60n);
  const credited = countCredited(fresh, { coveredSeconds: 250n, until: 1_260n });
  expect(credited).toMatchObject({ seenAt: 1_260n, coveredSeconds: 250n });
  expect(seeWorker(credited, 1_270n).coveredSeconds).toBe(260n);
  const ahead = seeWorker(credited, 1_300n);
  expect(countCredited(ahead, { coveredSeconds: 280n, until: 1_290n })).toBe(ahead);
});
