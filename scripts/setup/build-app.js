// Builds the web app when its sources changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { refuse, root, step } from './install.js';

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.js',
  'package-lock.json',
  'postcss.config.js',
  'tsconfig.json',
];
const stamp = path.join(root, '.next/pyronet-sources');

export function buildApp() {
  const sourceHash = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash) return;
  step('Building the app (about half a minute)');
  const build = spawnSync(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  });
  if (build.status !== 0) refuse(`Building the app failed.\n\n${build.stdout}\n${build.stderr}`);
  writeFileSync(stamp, sourceHash);
}

function hashOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesUnder(path.join(root, name)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(name) {
  if (!existsSync(name)) return [];
  const entries =
    path.extname(name) === '' ? readdirSync(name, { withFileTypes: true, recursive: true }) : [];
  if (entries.length === 0) return path.extname(name) === '' ? [] : [name];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
