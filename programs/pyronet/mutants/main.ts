// `npm run mutants`: takes away each of the program's checks in turn; some test must notice.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { openWorkshop } from './build';
import { equivalenceOf } from './equivalents';
import { keepReport } from './report';
import { type Mutant } from './rewrite';
import { tryOnChain, tryOnHost, type Verdict } from './trial';

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, resume: { type: 'boolean' }, only: { type: 'string' } },
});
const root = path.resolve(import.meta.dirname, '../../..');
const kept = path.join(root, 'programs/pyronet/target/mutants/verdicts.json');
const until = Date.now() + Number(values.minutes ?? 24 * 60) * 60_000;

const workshop = openWorkshop();
process.stdout.write(`${String(workshop.mutants.length)} mutants in one program\n`);
const whole: Mutant = { id: 0, file: 'rules/', line: 0, check: 'none' };
const failing = tryOnHost(workshop, whole)?.killedBy ?? tryOnChain(workshop, whole).killedBy;
if (failing !== undefined) throw new Error(`${failing} fails although nothing is missing`);

const verdicts: Verdict[] = values.resume && existsSync(kept) ? known(workshop.mutants) : [];
const chosen = workshop.mutants.filter(
  (mutant) => mutant.file.includes(values.only ?? '') && equivalenceOf(mutant) === undefined,
);
// What takes milliseconds first.
for (const attempt of [tryOnHost, tryOnChain]) {
  const tried = new Set(verdicts.map(({ mutant }) => mutant.id));
  for (const mutant of chosen.filter(({ id }) => !tried.has(id))) {
    if (Date.now() > until) break;
    const verdict = attempt(workshop, mutant);
    if (verdict !== undefined) keep(verdict);
  }
}
keepReport(root, workshop.mutants, verdicts);
process.exitCode = verdicts.some(({ killedBy }) => killedBy === undefined) ? 1 : 0;

function keep(verdict: Verdict): void {
  verdicts.push(verdict);
  writeFileSync(kept, JSON.stringify(verdicts));
  const { id, file, line, check } = verdict.mutant;
  const fate = `${verdict.killedBy ?? 'SURVIVED'}, ${verdict.seconds.toFixed(1)} s`;
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
