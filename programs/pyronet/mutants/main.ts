// `npm run mutants`: takes away each of the program's checks in turn; some test must notice. With `--sample N` only N of
// them, drawn by the program's bytes (or `--seed`), and nothing is written down.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { openWorkshop } from './build';
import { equivalenceOf } from './equivalents';
import { keepReport } from './report';
import { type Mutant } from './rewrite';
import { drawSample } from './sample';
import { killerStands, tryOnChain, tryOnHost, type Verdict } from './trial';
import { isUnnoticed } from './unnoticed';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    resume: { type: 'boolean' },
    only: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string' },
  },
});
const root = path.resolve(import.meta.dirname, '../../..');
const kept = path.join(root, 'programs/pyronet/target/mutants/verdicts.json');
const minutes = wholeNumber('minutes', values.minutes) ?? 24 * 60;
const until = Date.now() + minutes * 60_000;
const sampled = wholeNumber('sample', values.sample);

const workshop = openWorkshop();
process.stdout.write(`${String(workshop.mutants.length)} mutants in one program\n`);
const chosen = workshop.mutants.filter(
  (mutant) => mutant.file.includes(values.only ?? '') && equivalenceOf(mutant) === undefined,
);
process.exitCode = sampled === undefined ? tryAll() : trySample(sampled);

/** A mistyped number would try nothing, and find nothing missing. */
function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  process.stderr.write(`--${option} takes a whole number from 1 on, such as --${option} 10\n`);
  process.exit(2);
}

/** Tries what was chosen, the cheap trials first, and keeps the report. */
function tryAll(): number {
  const whole: Mutant = { id: 0, file: 'rules/', line: 0, check: 'none' };
  const failing = tryOnHost(workshop, whole)?.killedBy ?? tryOnChain(workshop, whole).killedBy;
  if (failing !== undefined) throw new Error(`${failing} fails although nothing is missing`);
  const verdicts: Verdict[] = values.resume && existsSync(kept) ? known(workshop.mutants) : [];
  for (const attempt of [tryOnHost, tryOnChain]) {
    const tried = new Set(verdicts.map(({ mutant }) => mutant.id));
    for (const mutant of chosen.filter(({ id }) => !tried.has(id))) {
      if (Date.now() > until) break;
      const verdict = attempt(workshop, mutant);
      if (verdict === undefined) continue;
      verdicts.push(verdict);
      writeFileSync(kept, JSON.stringify(verdicts));
      tell(verdict);
    }
  }
  keepReport(root, workshop.mutants, verdicts);
  return verdicts.some(({ killedBy }) => killedBy === undefined) ? 1 : 0;
}

/** Tries a few, and that what killed each of them passes when nothing is missing. */
function trySample(count: number): number {
  const program = readFileSync(path.join(root, 'programs/pyronet/artifacts/pyronet.so'));
  const seed = values.seed ?? createHash('sha256').update(program).digest('hex').slice(0, 8);
  // Those that the report names are known; here is seen that no other slips away.
  const noticed = chosen.filter((mutant) => !isUnnoticed(mutant));
  const drawn = drawSample(noticed, count, seed);
  let killed = 0;
  for (const mutant of drawn) {
    const verdict = tryOnHost(workshop, mutant) ?? tryOnChain(workshop, mutant);
    tell(verdict);
    if (verdict.killedBy === undefined) continue;
    if (killerStands(workshop, verdict)) killed += 1;
    else process.stdout.write(`  ${verdict.killedBy} fails although nothing is missing\n`);
  }
  const survived = drawn.length - killed;
  process.stdout.write(`${String(killed)} killed, ${String(survived)} survived (--seed ${seed})\n`);
  return survived === 0 ? 0 : 1;
}

function tell({ mutant: { id, file, line, check }, killedBy, seconds }: Verdict): void {
  const fate = `${killedBy ?? 'SURVIVED'}, ${seconds.toFixed(1)} s`;
  process.stdout.write(`${String(id)} ${file}:${String(line)} ${check.slice(0, 80)}: ${fate}\n`);
}

/** Verdicts of an earlier run on the same checks; survivors are tried again. */
function known(mutants: readonly Mutant[]): Verdict[] {
  const before = JSON.parse(readFileSync(kept, 'utf8')) as Verdict[];
  return before.filter(
    ({ mutant, killedBy }) =>
      killedBy !== undefined && JSON.stringify(mutants[mutant.id - 1]) === JSON.stringify(mutant),
  );
}
