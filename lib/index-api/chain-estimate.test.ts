import { expect, test } from 'vitest';

import { ChainEstimate } from './chain-estimate';

test('there is no time before the chain told one', () => {
  expect(new ChainEstimate().at(5)).toBeNull();
});

test('between two readings time goes on, and whole seconds do not make it jump', () => {
  const estimate = new ChainEstimate();
  estimate.read(100, 0);
  estimate.read(102, 2_400);
  expect(estimate.at(2_400)).toBeCloseTo(102.4);
  estimate.read(104, 4_400);
  expect(estimate.at(4_400)).toBeCloseTo(104.4);
});

test('the estimate follows a chain whose clock was moved', () => {
  const estimate = new ChainEstimate();
  estimate.read(100, 0);
  estimate.read(90_000, 2_000);
  expect(estimate.at(3_000)).toBeCloseTo(90_001);
});

test('it never runs a second ahead of a chain that slows down', () => {
  const estimate = new ChainEstimate();
  estimate.read(100, 0);
  for (let reading = 1; reading <= 20; reading += 1) {
    estimate.read(100 + Math.floor(reading / 2), reading * 1_000);
    expect(estimate.at(reading * 1_000)).toBeLessThan(100 + Math.floor(reading / 2) + 1);
  }
});
