import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

const table = readFileSync(path.resolve(import.meta.dirname, '../../../docs/protocol/attacks.md'), 'utf8');
const matrix = 'account-substitution.test.ts › no other account than the right one is taken by';

/** Rows of the table: the attack's number and the tests it names. */
const rows = [...table.matchAll(/^\| (\d+) .*\| (.+?) +\|$/gm)].map((match) => ({
  number: Number(match[1]),
  named: (match[2] ?? '').split(';').map((name) => name.trim().replaceAll('`', '')),
}));

test('every one of the 28 attacks names a test', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  expect(rows.filter(({ named }) => named.length === 0)).toEqual([]);
});

/** Tests that the list below the table names. */
const listed = [...table.matchAll(/^- .*$/gm)].flatMap(([line]) =>
  [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
);

test('every test that the attacks name exists', () => {
  expect(listed.length).toBeGreaterThan(8);
  const missing = [...rows.flatMap(({ named }) => named), ...listed].filter(
    (name) => !exists(name === 'matrix' ? matrix : name),
  );
  expect(missing).toEqual([]);
});

function exists(name: string): boolean {
  const [file = '', title = ''] = name.split(' › ');
  const source = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return (
    title !== '' &&
    [`test('${title}'`, `describe('${title}'`, `'${title}',`].some((each) => source.includes(each))
  );
}
