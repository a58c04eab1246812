import { describe, expect, it } from 'vitest';

import { formatAgo, formatCountdown, formatDuration, formatInstant } from './duration';

describe('a length of time', () => {
  it.each([
    [-3, '0 s'],
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [65, '1 min 05 s'],
    [3_600, '1 h'],
    [7_500, '2 h 05 min'],
    [86_400 * 3 + 4 * 3_600, '3 d 04 h'],
  ])('of %d s reads %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('an age', () => {
  it.each([
    [-2, 'just now'],
    [0.42, '0.4 s ago'],
    [12.9, '12 s ago'],
    [200, '3 min 20 s ago'],
  ])('of %d s reads %s', (seconds, text) => expect(formatAgo(seconds)).toBe(text));
});

describe('a countdown', () => {
  it.each([
    [-1, '00:00'],
    [0.2, '00:01'],
    [299, '04:59'],
    [3_899, '1:04:59'],
  ])('with %d s left shows %s', (seconds, text) => expect(formatCountdown(seconds)).toBe(text));
});

it('names an instant in universal time', () => {
  expect(formatInstant(1_773_065_109)).toBe('2026-03-09 14:05:09 UTC');
});
