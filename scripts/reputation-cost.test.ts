import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { fakingTable } from './reputation-cost';

test('what faking a score costs is what the documentation says', () => {
  const cells = (text: string) =>
    text.split('\n').map((line) => line.replace(/ +\|/g, ' |').replace(/\| +/g, '| '));
  const page = cells(readFileSync(new URL('../docs/protocol/reputation.md', import.meta.url), 'utf8'));
  const rows = cells(fakingTable()).filter((line) => /^\| \d/.test(line));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});
