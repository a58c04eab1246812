import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { requiredBond } from './bond';
import { auditedBond, detectionChance } from './bond-size';

/** Computed from the text with exact fractions; the program's own rule is tested against the same lines. */
const vectors = readFileSync(
  new URL('../../programs/pyronet/rules/vectors/bond-size.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('bonds are what the program locks, to the atom', () => {
  expect(vectors.length).toBeGreaterThan(200);
  for (const line of vectors) {
    const fields = line.split(' ');
    const amount = (at: number): bigint => BigInt(fields[at] ?? '');
    const [auditPpm, diligencePpm, auditSegments] = [Number(amount(2)), Number(amount(3)), Number(amount(4))];
    const audit = { auditPpm, diligencePpm, auditSegments };
    const exposure = {
      costAtoms: amount(0),
      valueAtRiskAtoms: amount(1),
      slashBurnBps: Number(amount(5)),
      leastBondAtoms: amount(6),
    };
    expect(detectionChance(audit), line).toBe(amount(7));
    expect(requiredBond(exposure), line).toBe(amount(8));
    if (fields[9] === '-') expect(() => auditedBond(exposure, audit), line).toThrow(RangeError);
    else expect(auditedBond(exposure, audit), line).toBe(amount(9));
  }
});
