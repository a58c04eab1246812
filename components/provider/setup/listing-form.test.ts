import { describe, expect, test } from 'vitest';

import { initialParams } from '@/lib/pyronet/initial-params';

import { oddPrice, readListing } from './listing-form';

const fields = { classId: 101, price: '0.05', minMinutes: '1', maxHours: '24' };
const read = (part: Partial<typeof fields>) => readListing({ ...fields, ...part }, initialParams);

test('sound fields become terms in atoms and seconds', () => {
  expect(read({})).toEqual({
    choice: { pricePerHour: 50_000n, minDurationSeconds: 60n, maxDurationSeconds: 86_400n },
    problems: {},
  });
});

describe('what cannot be listed is said beside its field', () => {
  test.each([
    [{ price: '' }, 'price', /Enter a price/],
    [{ price: '1e3' }, 'price', /not an amount/],
    [{ price: '-1' }, 'price', /not an amount/],
    [{ price: '0.0000001' }, 'price', /six digits/],
    [{ price: '0.000999' }, 'price', /between 0.001 USDC\/h and 1,000.00 USDC\/h/],
    [{ price: '1000.000001' }, 'price', /between/],
    [{ price: '99999999999999999999' }, 'price', /smaller amount/],
    [{ minMinutes: '0' }, 'minMinutes', /shortest lease is 1 min/],
    [{ minMinutes: '1.5' }, 'minMinutes', /whole minutes/],
    [{ maxHours: '721' }, 'maxHours', /longest lease is 30 d/],
    [{ minMinutes: '180', maxHours: '2' }, 'maxHours', /shorter than the shortest/],
  ] as const)('%j', (part, field, sentence) => {
    const { choice, problems } = read(part);
    expect(choice).toBeNull();
    expect(problems[field]).toMatch(sentence);
  });
});

test('a price ten times from the middle of the market is questioned, not refused', () => {
  expect(oddPrice(3_200_000n, 320_000n)).toMatch(/10 times the market's middle of 0.32 USDC\/h/);
  expect(oddPrice(32_000n, 320_000n)).toMatch(/a tenth/);
  expect(oddPrice(3_199_999n, 320_000n)).toBeUndefined();
  expect(oddPrice(5n, null)).toBeUndefined();
});
