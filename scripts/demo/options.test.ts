import { expect, test } from 'vitest';

import { exitCode } from './demo-problem';
import { parseDemoOptions } from './options';

const parse = (...args: readonly string[]) => parseDemoOptions(args, { NODE_ENV: 'test' });

test('without options a Cornell box is rendered on the network of this folder', () => {
  expect(parse()).toMatchObject({
    scene: null,
    width: 320,
    rpcUrl: null,
    maxPricePerHour: null,
    plain: false,
  });
});

test('options are read with their units', () => {
  expect(parse('a.ply', '--max-price', '0.35', '--seed', '7', '--rpc', 'http://a.test:1/')).toMatchObject({
    scene: 'a.ply',
    maxPricePerHour: 350_000n,
    seed: 7n,
    rpcUrl: 'http://a.test:1',
  });
});

test('NO_COLOR makes the output plain', () => {
  expect(parseDemoOptions([], { NODE_ENV: 'test', NO_COLOR: '1' }).plain).toBe(true);
});

test.each([
  [['--width', '0'], '--width takes a whole number from 1 to 16384'],
  [['--samples', 'many'], '--samples takes a whole number'],
  [['--exposure', '0'], '--exposure takes a number above zero'],
  [['--max-price', '1.1234567'], 'six digits'],
  [['--rpc', 'localhost'], '--rpc takes a web address'],
  [['--provider', 'me'], '--provider takes an address'],
  [['--colour'], 'colour'],
  [['a.ply', 'b.ply'], 'One scene at a time'],
])('%j is refused with the reason', (args, reason) => {
  expect(() => parse(...args)).toThrow(
    expect.objectContaining({ exit: exitCode.badInput, message: expect.stringContaining(reason) }),
  );
});
