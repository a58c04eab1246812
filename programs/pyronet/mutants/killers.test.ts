import { expect, test } from 'vitest';

import { chainRuns, onlyTests } from './chain-tests';
import { described, keyOf } from './killers';

const mutant = {
  id: 4,
  file: 'rules/src/offer.rs',
  line: 30,
  within: 'list',
  nth: 1,
  check: 'check_price(price)?;',
};

test('a check is remembered by where it stands in words, not by its line or number', () => {
  expect(keyOf({ ...mutant, id: 9, line: 70 })).toBe(keyOf(mutant));
  const others = [{ file: 'rules/src/order.rs' }, { within: 'reprice' }, { nth: 2 }, { check: 'x()?;' }];
  const keys = [mutant, ...others.map((other) => ({ ...mutant, ...other }))].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a killer is asked alone, whatever its name holds', () => {
  const name = 'a price (in atoms) of 1.5 USDC?';
  const [file, flag, pattern = ''] = onlyTests('guard.test.ts', [name, 'another']);
  expect([file, flag]).toEqual(['guard.test.ts', '-t']);
  expect([name, 'another', `${name} twice`].map((each) => new RegExp(pattern).test(each))).toEqual([
    true,
    true,
    false,
  ]);
  expect(described({ on: 'chain', file: 'guard.test.ts', name })).toBe(`guard.test.ts › ${name}`);
});

test('every test of the program meets a mutant, but for fuzzing and the comparison of bytes', () => {
  const files = chainRuns({ file: 'program/src/chain.rs' })
    .flat()
    .map((file) => file.replace(/^.*\//, ''));
  expect(files).toContain('events.test.ts');
  expect(files).toContain('account-substitution.test.ts');
  expect(files).not.toContain('random-sequences.test.ts');
  expect(chainRuns({ file: 'program/src/processor/top_up.rs' })[0]?.at(-1)).toBe('\\WtopUp ');
});
