import { expect, test } from 'vitest';

import { formatPyro, parsePyro } from './pyro';

test('whole amounts carry no decimals, parts of one carry what they need', () => {
  expect(formatPyro(1_000_000_000n)).toBe('1,000');
  expect(formatPyro(1_500_000n)).toBe('1.5');
});

test('what was formatted reads back, and the sentence about precision names PYRO', () => {
  expect(parsePyro(formatPyro(123_456_789n))).toEqual({ ok: true, value: 123_456_789n });
  const refused = parsePyro('0.0000001');
  expect(refused.ok ? '' : refused.problem.message).toBe('PYRO has six digits after the point.');
});
