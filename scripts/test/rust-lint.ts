import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { runCommand, skippedSuite, type SuiteCount } from './suite';

/** Lints differ between compilers; this is the one that scripts/setup/toolchains.sh installs. */
const toolchain = '1.95.0';

const crates: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['programs/pyronet', [['bash', 'scripts/lint-program.sh']]],
  ['programs/compute-spec', crateLints('--all-features')],
  ['programs/engine', crateLints()],
];

/** Formatting and clippy of every crate, warnings refused; each crate counts as one test. */
export async function rustLintSuite(root: string): Promise<SuiteCount> {
  const name = 'rust lint';
  if (spawnSync('rustup', ['run', toolchain, 'cargo', 'clippy', '--version']).status !== 0)
    return skippedSuite(name, `no Rust ${toolchain} with clippy`);
  let passed = 0;
  for (const [crate, commands] of crates) {
    if (await lints(path.join(root, crate), commands)) passed += 1;
  }
  return { name, passed, failed: crates.length - passed, skipped: 0, skips: [] };
}

async function lints(cwd: string, commands: readonly (readonly string[])[]): Promise<boolean> {
  for (const [command = '', ...args] of commands) {
    const { status } = await runCommand(command, args, cwd, { RUSTUP_TOOLCHAIN: toolchain });
    if (status !== 0) return false;
  }
  return true;
}

function crateLints(...features: readonly string[]): readonly (readonly string[])[] {
  return [
    ['cargo', 'fmt', '--check'],
    ['cargo', 'clippy', '--quiet', '--all-targets', ...features, '--', '-D', 'warnings'],
  ];
}
