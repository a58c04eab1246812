import { readFileSync } from 'node:fs';
import path from 'node:path';

import { format } from 'prettier';
import { expect, test } from 'vitest';

import { costsPage } from './page';

const docs = path.resolve(import.meta.dirname, '../../docs');
const computePage = readFileSync(path.join(docs, 'measurements/compute-units.md'), 'utf8');

test('the page of costs is what the measured compute units come to (npm run costs)', async () => {
  const page = await format(costsPage(computePage), { parser: 'markdown', printWidth: 110 });
  expect(readFileSync(path.join(docs, 'costs.md'), 'utf8')).toBe(page);
});

test('an instruction that was not measured is named', () => {
  const without = computePage.replaceAll(/^\| takeOffer .*\n/gmu, '');
  expect(() => costsPage(without)).toThrow('takeOffer');
});
