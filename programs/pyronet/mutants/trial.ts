import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { type Workshop } from './build';
import { type Mutant } from './rewrite';

/** What became of a program without one check. */
export interface Verdict {
  readonly mutant: Mutant;
  /** The test that noticed: a file, or a host test by its name; nothing where none did. */
  readonly killedBy: string | undefined;
  readonly seconds: number;
}

const root = path.resolve(import.meta.dirname, '../../..');
const tests = 'programs/pyronet/tests';

/** Too long for every mutant; what only they would notice deserves a test of its own. */
const longHostTests = /random_lives/;

/** Short files first; the matrix last, unless the check belongs to one instruction. */
const chainTests = [
  'guard',
  'vouchers',
  'orders',
  'waiting',
  'opening',
  'forged-addresses',
  'attacks',
  'refusals',
  'rent',
  'worked-timelines',
  'faults',
  'slashing',
  'seizure',
  'fee-split',
  'burn-auction',
  'leaving',
  'ping',
  'resting-bids',
  'batches',
  'failover',
  'failover-money',
  'parking',
].map((name) => `${tests}/${name}.test.ts`);
const matrix = `${tests}/account-substitution.test.ts`;

const reportSchema = z.object({
  testResults: z.array(z.object({ name: z.string(), status: z.string() })),
});

/** Runs the host tests of the rules against a mutant of theirs; they take milliseconds. */
export function tryOnHost(workshop: Workshop, mutant: Mutant): Verdict | undefined {
  if (!mutant.file.startsWith('rules/')) return undefined;
  const started = Date.now();
  const killer = workshop.hostTests.find(
    (test) => !longHostTests.test(test) && run(test, [], { PYRONET_MUTANT: String(mutant.id) }) !== 0,
  );
  if (killer === undefined) return undefined;
  const killedBy = `host test ${path.basename(killer).replace(/-\w+$/, '')}`;
  return { mutant, killedBy, seconds: (Date.now() - started) / 1_000 };
}

/** Runs the tests on the embedded chain against the program without the mutant's check until one fails. */
export function tryOnChain(workshop: Workshop, mutant: Mutant): Verdict {
  const started = Date.now();
  const program = workshop.programWithout(mutant.id);
  let killedBy: string | undefined;
  for (const filters of chainRuns(mutant)) {
    killedBy = failingFile(program, filters);
    if (killedBy !== undefined) break;
  }
  return { mutant, killedBy, seconds: (Date.now() - started) / 1_000 };
}

/** Whether what killed the mutant passes when nothing is missing, so that it was the missing check that it noticed. */
export function killerStands(workshop: Workshop, { mutant, killedBy }: Verdict): boolean {
  const whole: Mutant = { ...mutant, id: 0 };
  if (killedBy?.startsWith('host test')) return tryOnHost(workshop, whole) === undefined;
  const filters = chainRuns(mutant).find((run) => run.some((filter) => filter === killedBy));
  if (killedBy === undefined || filters === undefined) return false;
  const only = filters[0] === matrix ? filters : [killedBy];
  return failingFile(workshop.programWithout(0), only) === undefined;
}

/** An instruction's own scenes come first; the rules know nothing of accounts, so the matrix knows nothing of them. */
function chainRuns({ file }: Mutant): readonly (readonly string[])[] {
  if (file.startsWith('rules/')) return [chainTests];
  const scene = /processor\/(\w+)\.rs$/.exec(file)?.[1];
  if (scene === undefined || !isInstruction(scene)) return [chainTests, [matrix]];
  const name = scene.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [[matrix, '-t', `\\W${name} `], chainTests];
}

/** What several instructions share lies beside them. */
const isInstruction = (file: string): boolean => !['loading', 'ordered'].includes(file);

/** The first test file that fails against a program; nothing where all pass. */
function failingFile(program: string, filters: readonly string[]): string | undefined {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const report = `${program}.json`;
  rmSync(report, { force: true });
  const options = ['run', '--project', 'parts', '--no-isolate', '--maxWorkers', '1', '--bail', '1'];
  const told = ['--reporter=json', `--outputFile=${report}`];
  const status = run(process.execPath, [vitest, ...options, ...told, ...filters], {
    PYRONET_MUTANT: '0',
    PYRONET_PROGRAM: program,
  });
  if (status === 0) return undefined;
  const files = existsSync(report) ? reportSchema.parse(JSON.parse(readFileSync(report, 'utf8'))) : undefined;
  const failing = files?.testResults.find(({ status }) => status === 'failed');
  // A program that never ends a transaction is stopped with its tests, and leaves no report.
  return failing === undefined ? filters[0] : path.relative(root, failing.name);
}

/** Its exit status; null where it did not end in time. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): number | null {
  return spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, PROPTEST_CASES: '32', ...env },
    timeout: 240_000,
    stdio: 'ignore',
  }).status;
}
