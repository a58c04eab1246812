import { readdirSync } from 'node:fs';
import path from 'node:path';

import { type Mutant } from './rewrite';

/** The tests on the embedded chain, from the root of the repository. */
const folder = 'programs/pyronet/tests';
const matrix = `${folder}/account-substitution.test.ts`;

/** Not run against every mutant. */
const leftOut = [
  // What only fuzzing finds deserves a test that names it.
  'random-sequences',
  // Builds and compares the committed program, whatever program is tested.
  'artifact',
];

const behaviour = readdirSync(path.resolve(import.meta.dirname, '../tests'))
  .filter((file) => file.endsWith('.test.ts') && !leftOut.includes(file.replace('.test.ts', '')))
  .map((file) => `${folder}/${file}`)
  .filter((file) => file !== matrix)
  .sort();

/** Arguments that make vitest run some of the tests. */
export type Filters = readonly string[];

/**
 * Which tests meet a mutant, those that are likeliest to notice first. An instruction's own scenes of the matrix come
 * first; the rules know nothing of accounts, so the matrix knows nothing of them.
 */
export function chainRuns({ file }: Pick<Mutant, 'file'>): readonly Filters[] {
  if (file.startsWith('rules/')) return [behaviour];
  const scene = /processor\/(\w+)\.rs$/.exec(file)?.[1];
  if (scene === undefined || !isInstruction(scene)) return [behaviour, [matrix]];
  const name = scene.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [[matrix, '-t', `\\W${name} `], behaviour];
}

/** All that mutants are tried against. */
export const everyTest: Filters = [...behaviour, matrix];

/** Exactly these tests of a file; all of it where none is named. */
export function onlyTests(file: string, names: readonly string[]): Filters {
  if (names.length === 0) return [file];
  const patterns = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return [file, '-t', `^(?:${patterns.join('|')})$`];
}

/** What several instructions share lies beside them. */
const isInstruction = (file: string): boolean => !['loading', 'ordered'].includes(file);
