import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { type Workshop } from './build';
import { chainRuns, type Filters, onlyTests } from './chain-tests';
import { runCommand } from './command';
import { type Killer } from './killers';
import { type Mutant } from './rewrite';

/** What became of a program without one check. */
export interface Verdict {
  readonly mutant: Mutant;
  /** The test that noticed; nothing where none did. */
  readonly killer: Killer | undefined;
  readonly seconds: number;
}

const root = path.resolve(import.meta.dirname, '../../..');
const timeoutMs = 900_000;

/** Too long for every mutant; what only they would notice deserves a test of its own. */
const longHostTests = ['random_lives'];
/** Takes seconds, and comes after those that take milliseconds. */
const slowHostTest = 'billing_table';

/** How vitest says that a test or a hook took too long. */
const tooSlow = /timed out in \d+ms/;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Asks the tests that answer soon: the one that noticed the missing check before, and those of the rules. */
export async function trySoon(workshop: Workshop, mutant: Mutant, suspect?: Killer): Promise<Verdict> {
  const started = Date.now();
  const killer =
    (suspect && (await failsIn(workshop, mutant.id, suspect))) ?? (await failingOnHost(workshop, mutant));
  return { mutant, killer, seconds: (Date.now() - started) / 1_000 };
}

/** Asks the suspects, then every test on the embedded chain, until one notices the missing check. */
export async function tryOnChain(
  workshop: Workshop,
  mutant: Mutant,
  suspects: readonly Killer[] = [],
): Promise<Verdict> {
  const started = Date.now();
  const killer = (await failingOf(workshop, mutant, suspects)) ?? (await failingOnChain(workshop, mutant));
  return { mutant, killer, seconds: (Date.now() - started) / 1_000 };
}

async function failingOf(
  workshop: Workshop,
  { id }: Mutant,
  suspects: readonly Killer[],
): Promise<Killer | undefined> {
  for (const suspect of suspects) {
    const killer = await failsIn(workshop, id, suspect);
    if (killer !== undefined) return killer;
  }
  return undefined;
}

/** The killers that fail although nothing is missing, so that they noticed nothing. */
export async function failingWhole(workshop: Workshop, killers: readonly Killer[]): Promise<Killer[]> {
  const hosts = new Set(killers.flatMap((killer) => (killer.on === 'host' ? [killer.test] : [])));
  const named = killers.filter((killer) => killer.on === 'chain');
  const suspects: Killer[] = [...hosts].map((test) => ({ on: 'host', test }));
  const failing = await Promise.all(suspects.map((suspect) => failsIn(workshop, 0, suspect)));
  for (const file of new Set(named.map(({ file }) => file))) {
    const names = named.filter((killer) => killer.file === file).map(({ name }) => name);
    const known = names.filter((name) => name !== undefined);
    const filters = onlyTests(file, known.length === names.length ? known : []);
    failing.push(await failingTest(workshop, 0, filters));
  }
  return failing.filter((killer) => killer !== undefined);
}

async function failsIn(workshop: Workshop, id: number, suspect: Killer): Promise<Killer | undefined> {
  if (suspect.on === 'host') return failingHostTest(workshop, id, [suspect.test]);
  const names = suspect.name === undefined ? [] : [suspect.name];
  return failingTest(workshop, id, onlyTests(suspect.file, names));
}

/** The host tests of the rules take milliseconds; what is not a rule they know nothing of. */
async function failingOnHost(
  workshop: Workshop,
  { id, file }: Pick<Mutant, 'id' | 'file'>,
): Promise<Killer | undefined> {
  if (!file.startsWith('rules/')) return undefined;
  const quick = [...workshop.hostTests.keys()].filter(
    (test) => !longHostTests.includes(test) && test !== slowHostTest,
  );
  return failingHostTest(workshop, id, [...quick, slowHostTest]);
}

async function failingHostTest(
  workshop: Workshop,
  id: number,
  tests: readonly string[],
): Promise<Killer | undefined> {
  for (const test of tests) {
    const executable = workshop.hostTests.get(test);
    if (executable === undefined) continue;
    const env = { PYRONET_MUTANT: String(id), PROPTEST_CASES: '32' };
    const { status } = await runCommand(executable, [], { cwd: root, env, timeoutMs });
    if (status !== 0) return { on: 'host', test };
  }
  return undefined;
}

async function failingOnChain(
  workshop: Workshop,
  mutant: Pick<Mutant, 'id' | 'file'>,
): Promise<Killer | undefined> {
  for (const filters of chainRuns(mutant)) {
    const killer = await failingTest(workshop, mutant.id, filters);
    if (killer !== undefined) return killer;
  }
  return undefined;
}

/** The first test that fails against the program without a check; nothing where all pass. */
async function failingTest(workshop: Workshop, id: number, filters: Filters): Promise<Killer | undefined> {
  const program = workshop.programWithout(id);
  const report = `${program}.json`;
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['run', '--project', 'parts', '--no-isolate', '--maxWorkers', '1', '--bail', '1'];
  const told = ['--reporter=json', `--outputFile=${report}`];
  const { status } = await runCommand(process.execPath, [vitest, ...options, ...told, ...filters], {
    cwd: root,
    env: { PYRONET_MUTANT: '0', PYRONET_PROGRAM: program },
    timeoutMs,
  });
  const killer = status === 0 ? undefined : failureIn(report);
  for (const file of [program, report]) rmSync(file, { force: true });
  return killer;
}

/** What failed for another reason than that the machine was busy; nothing where the run left no report. */
function failureIn(report: string): Killer | undefined {
  if (!existsSync(report)) return undefined;
  const { testResults } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  for (const { name: at, status, assertionResults } of testResults) {
    if (status !== 'failed') continue;
    const file = path.relative(root, at);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return { on: 'chain', file, name: undefined };
    const noticed = failed.find(({ failureMessages }) => !failureMessages.some((why) => tooSlow.test(why)));
    if (noticed !== undefined) return { on: 'chain', file, name: noticed.fullName };
  }
  return undefined;
}
