import path from 'node:path';

import { cargoSuite } from './cargo';
import { mutantSuite } from './mutants';
import { rustLintSuite } from './rust-lint';
import { checkSuite, type SuiteCount } from './suite';
import { vitestSuite } from './vitest';

const root = path.resolve(import.meta.dirname, '../..');
const filters = process.argv.slice(2);
const node = process.execPath;

const suites: readonly (() => Promise<SuiteCount>)[] =
  filters.length > 0
    ? [() => vitestSuite(root, filters)]
    : [
        () => checkSuite('format', node, ['node_modules/prettier/bin/prettier.cjs', '--check', '.'], root),
        () =>
          checkSuite('lint', node, ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'], root),
        () => checkSuite('types', node, ['node_modules/typescript/bin/tsc', '--noEmit'], root),
        () => rustLintSuite(root),
        () =>
          cargoSuite(root, 'programs/pyronet', [
            '--workspace',
            '--exclude',
            'pyronet-program',
            '--exclude',
            'pyronet-example-fund',
          ]),
        () => cargoSuite(root, 'programs/compute-spec', ['--profile', 'suite']),
        () => cargoSuite(root, 'programs/engine', ['--profile', 'suite']),
        () => mutantSuite(root),
        () => vitestSuite(root, []),
      ];

const counts: SuiteCount[] = [];
for (const suite of suites) counts.push(await suite());
report(counts);

/** Prints one line per suite, every skip with its reason, and the closing line that adds all of it up. */
function report(results: readonly SuiteCount[]): void {
  const sum = (pick: (count: SuiteCount) => number): number =>
    results.reduce((total, count) => total + pick(count), 0);
  console.log('');
  for (const { name, passed, failed, skipped } of results) {
    console.log(`  ${name.padEnd(28)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  for (const reason of results.flatMap((count) => count.skips)) console.log(`  skipped: ${reason}`);
  const [passed, failed, skipped] = [sum((c) => c.passed), sum((c) => c.failed), sum((c) => c.skipped)];
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
