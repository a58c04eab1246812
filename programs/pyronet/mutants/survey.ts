import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { type Workshop } from './build';
import { everyTest } from './chain-tests';
import { runCommand } from './command';
import { type Killer } from './killers';
import { surveyed } from './survey-number';

/** Where `note-refusals.ts` writes what refused, a line of JSON each. */
export const notesVariable = 'PYRONET_REFUSALS';

/** What a line says: this check refused in this test. */
export const noteSchema = z.object({ id: z.number(), file: z.string(), name: z.string() });
export type Note = z.infer<typeof noteSchema>;

/** How many of the tests in which a check refused are asked before all of them. */
const asked = 4;
const root = path.resolve(import.meta.dirname, '../../..');
const timeoutMs = 1_800_000;

/**
 * Runs every test on the embedded chain once to see which checks refused in which of them. A check that is missing is
 * noticed in nearly all cases where it would have refused, so that most mutants are killed by one test.
 */
export async function surveyRefusals(workshop: Workshop): Promise<ReadonlyMap<number, readonly Killer[]>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pyronet-mutants-'));
  const notes = path.join(folder, 'notes');
  const program = workshop.programWithout(surveyed);
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const config = path.join(import.meta.dirname, 'survey.config.ts');
  await runCommand(process.execPath, [vitest, 'run', '--config', config, ...everyTest], {
    cwd: root,
    env: { PYRONET_MUTANT: '0', PYRONET_PROGRAM: program, [notesVariable]: notes },
    timeoutMs,
  });
  const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
  rmSync(folder, { recursive: true });
  rmSync(program, { force: true });
  return suspectsIn(lines.filter((line) => line !== '').map((line) => noteSchema.parse(JSON.parse(line))));
}

/** Where each check refused, the tests with the fewest refusals first: they are the shortest and the most to the point. */
export function suspectsIn(notes: readonly Note[]): ReadonlyMap<number, readonly Killer[]> {
  const testOf = ({ file, name }: Note): string => `${file} ${name}`;
  const refusals = new Map<string, number>();
  for (const note of notes) refusals.set(testOf(note), (refusals.get(testOf(note)) ?? 0) + 1);
  const ordered = [...notes].sort((a, b) => (refusals.get(testOf(a)) ?? 0) - (refusals.get(testOf(b)) ?? 0));
  const suspects = new Map<number, Killer[]>();
  for (const { id, file, name } of ordered) {
    const known = suspects.get(id) ?? [];
    if (known.length < asked) suspects.set(id, [...known, { on: 'chain', file, name }]);
  }
  return suspects;
}
