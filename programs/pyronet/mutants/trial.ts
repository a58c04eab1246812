import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { type Workshop } from './build';
import { type Mutant } from './rewrite';

/** What became of a program without one check. */
export interface Verdict {
  readonly mutant: Mutant;
  /** The tests that noticed; nothing where none did. */
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
].map((name) => `${tests}/${name}.test.ts`);
const matrix = `${tests}/account-substitution.test.ts`;

/** Runs the host tests of the rules against a mutant of theirs; they take milliseconds. */
export function tryOnHost(workshop: Workshop, mutant: Mutant): Verdict | undefined {
  if (!mutant.file.startsWith('rules/')) return undefined;
  const started = Date.now();
  const killer = workshop.hostTests.find(
    (test) => !longHostTests.test(test) && fails(test, [], String(mutant.id)),
  );
  if (killer === undefined) return undefined;
  const killedBy = `host test ${path.basename(killer).replace(/-\w+$/, '')}`;
  return { mutant, killedBy, seconds: (Date.now() - started) / 1_000 };
}

/** Runs the tests on the embedded chain against the program without the mutant's check until one fails. */
export function tryOnChain(workshop: Workshop, mutant: Mutant): Verdict {
  const started = Date.now();
  const program = workshop.programWithout(mutant.id);
  const killedBy = chainRuns(mutant).find(([, filters]) => chainFails(program, filters))?.[0];
  return { mutant, killedBy, seconds: (Date.now() - started) / 1_000 };
}

/** An instruction's own scenes come first; the rules know nothing of accounts, so the matrix knows nothing of them. */
function chainRuns({ file }: Mutant): readonly (readonly [string, readonly string[]])[] {
  const behaviour = ['behaviour tests', chainTests] as const;
  if (file.startsWith('rules/')) return [behaviour];
  const scene = /processor\/(\w+)\.rs$/.exec(file)?.[1];
  if (scene === undefined || scene === 'loading') return [behaviour, ['account matrix', [matrix]]];
  const name = scene.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [['account matrix', [matrix, '-t', `\\W${name} `]], behaviour];
}

function chainFails(program: string, filters: readonly string[]): boolean {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['run', '--project', 'parts', '--no-isolate', '--maxWorkers', '1', '--bail', '1'];
  return fails(process.execPath, [vitest, ...options, ...filters], '0', program);
}

function fails(command: string, args: readonly string[], mutant: string, program?: string): boolean {
  const chain = program === undefined ? {} : { PYRONET_PROGRAM: program };
  const env = { ...process.env, PYRONET_MUTANT: mutant, PROPTEST_CASES: '32', ...chain };
  const result = spawnSync(command, args, { cwd: root, env, timeout: 240_000, stdio: 'ignore' });
  return result.status !== 0;
}
