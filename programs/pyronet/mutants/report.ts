import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

import { equivalenceOf } from './equivalents';
import { type Killer } from './killers';
import { type Mutant } from './rewrite';
import { type Verdict } from './trial';

const explanation = `A check is a call that only refuses (\`require_…\`, \`check_…\`, an opening), an operand of a condition that
leads to a refusal, or a subtraction whose failure is one. All mutants are compiled into one program and one set of host tests;
a number in the program's own bytes, or in the environment, says which check is missing, and with none missing all tests pass.
A mutant meets the test first that noticed it before (\`programs/pyronet/mutants/killers.json\`). Where that passes, one in the
rules meets their host tests; then, and for every other mutant, come the scenes of its instruction in the account matrix, the
behaviour tests on the embedded chain and the whole matrix, until one fails. Fuzzing is left out: what only it would find deserves
a test that names it.`;

/** Keeps what became of every mutant under docs/measurements/mutants.md. */
export function keepReport(root: string, mutants: readonly Mutant[], verdicts: readonly Verdict[]): void {
  const survivors = verdicts.filter(({ killer }) => killer === undefined);
  const equivalent = mutants.filter((mutant) => equivalenceOf(mutant) !== undefined);
  const killers = new Map<string, number>();
  for (const { killer } of verdicts) {
    if (killer === undefined) continue;
    killers.set(suiteOf(killer), (killers.get(suiteOf(killer)) ?? 0) + 1);
  }
  const killed = verdicts.length - survivors.length;
  const untried = mutants.length - verdicts.length - equivalent.length;
  const counted = `${String(mutants.length)} mutants: ${String(killed)} killed, ${String(survivors.length)} survived, ${String(equivalent.length)} equivalent, ${String(untried)} not tried yet.`;
  const rows = [...killers].sort(([, a], [, b]) => b - a).map(([killer, count]) => [killer, String(count)]);
  const alive = survivors.map(({ mutant: { file, line, check } }) => [
    `${file}:${String(line)}`,
    `\`${check.replaceAll('|', '\\|').slice(0, 100)}\``,
  ]);
  const same = equivalent.map((mutant) => [
    `${mutant.file}:${String(mutant.line)}`,
    `\`${mutant.check}\``,
    equivalenceOf(mutant) ?? '',
  ]);
  const body = [
    counted,
    explanation,
    markdownTable(['killed by', 'mutants'], rows),
    'Equivalent, because something else refuses the same:',
    markdownTable(['where', 'check', 'because'], same),
    ...(alive.length === 0 ? [] : ['Survivors:', markdownTable(['where', 'check'], alive)]),
  ].join('\n\n');
  const title = 'Every check of the on-chain program, taken away';
  keepMeasurement(root, { name: 'mutants', title, command: 'npm run mutants', body });
}

const suiteOf = (killer: Killer): string =>
  killer.on === 'host' ? `host test ${killer.test}` : killer.file.replace(/^.*\//, '');
