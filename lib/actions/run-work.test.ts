import { expect, test } from 'vitest';

import { runWork } from './run-work';

const digest = new Uint8Array(32).fill(1);
const plan = {
  jobRoot: digest,
  planRoot: digest,
  segmentCount: 3,
  cumulativeUnits: [400n, 700n, 1_001n],
  peakMemoryBytes: 5n,
  resultBytes: 6n,
};
const offer = { guaranteedUnitsPerS: 10n, minDurationS: 60n, maxDurationS: 3_600n };

test('a job’s work is that of its whole plan', () => {
  const { work, guaranteedSeconds } = runWork(plan, 7, offer);
  expect(guaranteedSeconds).toBe(101n);
  expect(work).toMatchObject({ unitCap: 1_001n, segmentCount: 3n, inputBytes: 7n, outputBytesMax: 6n });
});

test.each([
  ['leaves twice the guaranteed time and some slack', offer, 322n],
  ['is never shorter than the offer serves', { ...offer, minDurationS: 400n }, 400n],
  ['is never longer than the offer serves', { ...offer, maxDurationS: 300n }, 300n],
])('a job’s deadline %s', (_, terms, seconds) => {
  expect(runWork(plan, 7, terms).work.completeWithinSeconds).toBe(seconds);
});

test('an offer that guarantees no speed has no guaranteed time', () => {
  expect(runWork(plan, 7, { ...offer, guaranteedUnitsPerS: 0n }).guaranteedSeconds).toBe(0n);
});
