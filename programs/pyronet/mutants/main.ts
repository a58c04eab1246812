// `npm run mutants`: takes away each of the program's checks in turn; some test must notice. With `--sample N` only N of
// them, drawn by the program's bytes (or `--seed`), and nothing is written down.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { openWorkshop } from './build';
import { equivalenceOf } from './equivalents';
import { described, keepKillers, keyOf, type Killer, readKillers } from './killers';
import { keepReport } from './report';
import { type Mutant } from './rewrite';
import { drawSample } from './sample';
import { surveyRefusals } from './survey';
import { failingWhole, tryOnChain, trySoon, type Verdict } from './trial';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    resume: { type: 'boolean' },
    keep: { type: 'boolean' },
    only: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string' },
  },
});
const root = path.resolve(import.meta.dirname, '../../..');
const kept = path.join(root, 'programs/pyronet/target/mutants/verdicts.json');
const minutes = wholeNumber('minutes', values.minutes) ?? 24 * 60;
const sampled = wholeNumber('sample', values.sample);
const workers = wholeNumber('workers', values.workers) ?? Math.min(2, os.availableParallelism());

/** From so many mutants on, seeing once what refuses where saves more time than it takes. */
const worthASurvey = 8;

const began = Date.now();
const workshop = await openWorkshop();
const until = Date.now() + minutes * 60_000;
process.stdout.write(
  `${String(workshop.mutants.length)} mutants in one program, built in ${((Date.now() - began) / 1_000).toFixed(0)} s\n`,
);
const killers = new Map(readKillers());
const chosen = workshop.mutants.filter(
  (mutant) => mutant.file.includes(values.only ?? '') && equivalenceOf(mutant) === undefined,
);
process.exitCode = sampled === undefined ? await tryAll() : await trySample(sampled);

/** A mistyped number would try nothing, and find nothing missing. */
function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  process.stderr.write(`--${option} takes a whole number from 1 on, such as --${option} 10\n`);
  process.exit(2);
}

/** Tries what was chosen and keeps the report, as far as time goes. */
async function tryAll(): Promise<number> {
  const before = values.resume && existsSync(kept) ? known(workshop.mutants) : [];
  const verdicts = [...before];
  const keep = (verdict: Verdict): void => {
    verdicts.push(verdict);
    writeFileSync(kept, JSON.stringify(verdicts));
  };
  const tried = new Set(before.map(({ mutant }) => mutant.id));
  await tryEach(
    chosen.filter(({ id }) => !tried.has(id)),
    keep,
  );
  const sound = await withoutFalseAlarms(verdicts);
  record(sound);
  keepReport(root, workshop.mutants, sound);
  return sound.some(({ killer }) => killer === undefined) ? 1 : 0;
}

/** Keeps what noticed each check, to be asked first. */
function record(verdicts: readonly Verdict[]): void {
  const found = verdicts.flatMap(({ mutant, killer }) => (killer ? [[keyOf(mutant), killer] as const] : []));
  keepKillers(new Map([...killers, ...found]), workshop.mutants);
}

/** Tries a few, and that what killed each of them passes when nothing is missing. */
async function trySample(count: number): Promise<number> {
  const program = readFileSync(path.join(root, 'programs/pyronet/artifacts/pyronet.so'));
  const seed = values.seed ?? createHash('sha256').update(program).digest('hex').slice(0, 8);
  const verdicts: Verdict[] = [];
  await tryEach(drawSample(chosen, count, seed), (verdict) => {
    verdicts.push(verdict);
  });
  const sound = await withoutFalseAlarms(verdicts);
  if (values.keep) record(sound);
  const survived = sound.filter(({ killer }) => killer === undefined).length;
  const took = ((Date.now() - began) / 1_000).toFixed(0);
  process.stdout.write(
    `${String(sound.length - survived)} killed, ${String(survived)} survived in ${took} s (--seed ${seed})\n`,
  );
  return survived === 0 ? 0 : 1;
}

/** What a test answers soon comes first; the others meet everything on the embedded chain. */
async function tryEach(mutants: readonly Mutant[], done: (verdict: Verdict) => void): Promise<void> {
  const left: Mutant[] = [];
  const settle = (verdict: Verdict): void => {
    tell(verdict);
    done(verdict);
  };
  await inTurn(mutants, async (mutant) => {
    const verdict = await trySoon(workshop, mutant, killers.get(keyOf(mutant)));
    if (verdict.killer === undefined) left.push(mutant);
    else settle(verdict);
  });
  const suspects = left.length < worthASurvey ? new Map<number, Killer[]>() : await surveyRefusals(workshop);
  await inTurn(left, async (mutant) => {
    settle(await tryOnChain(workshop, mutant, suspects.get(mutant.id)));
  });
}

/** As many at a time as there are workers, as long as there is time. */
async function inTurn(mutants: readonly Mutant[], attempt: (mutant: Mutant) => Promise<void>): Promise<void> {
  const queue = [...mutants];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && Date.now() < until; next = queue.shift()) {
      await attempt(next);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** A test that fails although nothing is missing noticed nothing: its mutants count as survivors. */
async function withoutFalseAlarms(verdicts: readonly Verdict[]): Promise<Verdict[]> {
  const alarmed = verdicts.flatMap(({ killer }) => (killer ? [killer] : []));
  const failing = await failingWhole(workshop, alarmed);
  for (const each of failing) process.stdout.write(`${described(each)} fails although nothing is missing\n`);
  const isFalse = (killer: Killer | undefined): boolean =>
    killer !== undefined &&
    failing.some((each) =>
      each.on === 'host'
        ? killer.on === 'host' && killer.test === each.test
        : killer.on === 'chain' && killer.file === each.file,
    );
  return verdicts.map((verdict) => (isFalse(verdict.killer) ? { ...verdict, killer: undefined } : verdict));
}

function tell({ mutant: { id, file, line, check }, killer, seconds }: Verdict): void {
  const fate = `${killer ? described(killer) : 'SURVIVED'}, ${seconds.toFixed(1)} s`;
  process.stdout.write(`${String(id)} ${file}:${String(line)} ${check.slice(0, 80)}: ${fate}\n`);
}

/** Verdicts of an earlier run on the same checks; survivors are tried again. */
function known(mutants: readonly Mutant[]): Verdict[] {
  const before = JSON.parse(readFileSync(kept, 'utf8')) as Verdict[];
  return before.filter(
    ({ mutant, killer }) =>
      killer !== undefined && JSON.stringify(mutants[mutant.id - 1]) === JSON.stringify(mutant),
  );
}
