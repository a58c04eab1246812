import { expect, test } from 'vitest';

import { getLeaseDecoder, getLeaseSize, type Lease, LeaseMode } from '@/lib/pyronet/generated';

import { checkTerms } from './terms-check';

const capacity = { uploadBytes: 1000n, memoryBytes: 2000n, seats: 1, freeDiskBytes: 6000n };
const lease: Lease = {
  ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
  mode: LeaseMode.Run,
  gpuCount: 1,
  inputBytes: 1000n,
  peakMemoryBytes: 2000n,
  outputBytesMax: 2000n,
  unitCap: 6000n,
  guaranteedUnitsPerS: 100n,
  durationS: 60n,
};

test('a lease that just fits is taken', () => {
  expect(checkTerms(lease, capacity)).toBeUndefined();
});

test.each([
  ['mode_not_served', { mode: LeaseMode.Rent }],
  ['too_many_gpus', { gpuCount: 2 }],
  ['inputs_too_large', { inputBytes: 1001n }],
  ['memory_too_large', { peakMemoryBytes: 2001n }],
  ['output_too_large', { outputBytesMax: 2n ** 30n + 1n }],
  ['disk_full', { outputBytesMax: 2001n }],
  ['deadline_too_short', { unitCap: 6001n }],
])('one step beyond is declined as %s', (code, change) => {
  expect(checkTerms({ ...lease, ...change }, capacity)).toMatchObject({
    code,
    message: expect.stringMatching(/\.$/),
    next: expect.stringMatching(/\.$/),
  });
});
