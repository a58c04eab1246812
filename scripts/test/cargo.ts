import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { runCommand, skippedSuite, type SuiteCount } from './suite';

/** Runs `cargo test` in a crate or workspace and adds up its closing lines. */
export async function cargoSuite(root: string, crate: string, args: readonly string[]): Promise<SuiteCount> {
  const name = `cargo ${crate}`;
  if (spawnSync('cargo', ['--version']).status !== 0) return skippedSuite(name, 'no Rust toolchain');
  const outcome = await runCommand('cargo', ['test', ...args], path.join(root, crate), {
    CARGO_TERM_COLOR: 'never',
  });
  return countCargo(name, outcome.status, outcome.output);
}

/** Adds up `test result:` lines; a failed run without a failed test (it did not compile, say) counts as one failure. */
export function countCargo(name: string, status: number, output: string): SuiteCount {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const line of output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g)) {
    totals.passed += Number(line[1]);
    totals.failed += Number(line[2]);
    totals.skipped += Number(line[3]);
  }
  if (status !== 0 && totals.failed === 0) totals.failed = 1;
  const skips =
    totals.skipped === 0 ? [] : [`${name}: ${totals.skipped} long checks, run by their own commands`];
  return { name, ...totals, skips };
}
