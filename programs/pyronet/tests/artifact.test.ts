import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');

test('the committed program is the recorded one, built from the sources that stand here', () => {
  const check = spawnSync(process.execPath, [tsx, 'scripts/artifacts.ts', 'check', 'program'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(check.status, check.stderr).toBe(0);
});

const cache = process.env['PYRONET_CACHE'] ?? path.join(os.homedir(), '.cache/pyronet');
const hasLinker = existsSync(path.join(cache, 'sbpf-linker/bin/sbpf-linker'));
const hasCompiler = spawnSync('rustup', ['run', 'nightly-2026-09-15', 'rustc', '--version']).status === 0;

test.skipIf(!hasLinker || !hasCompiler)(
  'the committed program is rebuilt byte for byte (needs the on-chain toolchain: npm run build:program installs it)',
  () => {
    const build = path.join(root, 'programs/pyronet/scripts/build-program.sh');
    const verify = spawnSync('bash', [build, '--verify'], { cwd: root, encoding: 'utf8' });
    expect(verify.status, verify.stderr).toBe(0);
  },
  600_000,
);
