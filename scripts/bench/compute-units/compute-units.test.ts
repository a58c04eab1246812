import { readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { pyronetInstructionNames } from '@/lib/pyronet/generated';

import { readComputeUnits } from '../../costs/compute-table';
import { playEverything } from './lives';
import { Meter, type Reading } from './meter';

/** A life whose addresses the committed figures were measured with too. */
const repetition = 0;
const page = path.resolve(import.meta.dirname, '../../../docs/measurements/compute-units.md');
const committed = readComputeUnits(readFileSync(page, 'utf8'));
let readings: ReadonlyMap<string, Reading>;

beforeAll(async () => {
  const meter = new Meter();
  await playEverything(meter, repetition);
  readings = meter.readings();
});

test('no instruction needs more compute units than is on record (npm run bench:cu)', () => {
  const rises = [...readings].flatMap(([row, { units }]) => {
    const most = units.at(-1) ?? 0;
    const allowed = committed.get(row) ?? 0;
    return most > allowed ? [`${row}: ${most} instead of ${allowed}`] : [];
  });
  expect(rises).toEqual([]);
});

test('every instruction of the program is on record', () => {
  const known = new Set([...committed.keys()].map((row) => row.split(',')[0]));
  expect(Object.values(pyronetInstructionNames).filter((name) => !known.has(name))).toEqual([]);
});
