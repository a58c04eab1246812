import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { runCommand, skippedSuite, type SuiteCount } from './suite';

/** The compiler that programs/pyronet/scripts/build-program.sh installs. */
const toolchain = 'nightly-2026-09-15';
/** How many of the program's checks are taken away in each run of the tests. */
const sampled = 10;

/** Takes away some of the program's checks, drawn by its bytes; one that no test misses is a failure. */
export async function mutantSuite(root: string): Promise<SuiteCount> {
  const name = 'mutants';
  if (!canBuild()) return skippedSuite(name, 'no toolchain of the on-chain program (npm run build:program)');
  const args = ['--import', 'tsx', 'programs/pyronet/mutants/main.ts', '--sample', String(sampled)];
  const { status, output } = await runCommand(process.execPath, args, root);
  return countMutants(name, status, output);
}

/** Reads the closing line; a run without one, such as of mutants that do not build, counts as one failure. */
export function countMutants(name: string, status: number, output: string): SuiteCount {
  const line = /^(\d+) killed, (\d+) survived/m.exec(output);
  const [passed, survived] = [Number(line?.[1] ?? 0), Number(line?.[2] ?? 0)];
  const failed = survived === 0 && (status !== 0 || line === null) ? 1 : survived;
  return { name, passed, failed, skipped: 0, skips: [] };
}

function canBuild(): boolean {
  const cache = process.env['PYRONET_CACHE'] ?? path.join(os.homedir(), '.cache/pyronet');
  const hasLinker = existsSync(path.join(cache, 'sbpf-linker/bin/sbpf-linker'));
  const hasCompiler = spawnSync('rustup', ['run', toolchain, 'rustc', '--version']).status === 0;
  return hasLinker && hasCompiler && spawnSync('cargo', ['--version']).status === 0;
}
