// Brings a fresh clone to the point where our own code can run. Node built-ins only: nothing is installed yet.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

export const root = path.resolve(import.meta.dirname, '../..');

const lowestNode = [20, 19];
const stamp = path.join(root, 'node_modules/.pyronet-lock');

/** Ends the process with one sentence and what to do next. */
export function refuse(sentence) {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < lowestNode[0] || (major === lowestNode[0] && minor < lowestNode[1]);
  if (old) refuse(`Pyronet needs Node ${lowestNode.join('.')} or later; this is ${process.versions.node}.`);
  if (process.platform === 'win32')
    refuse('The local chain has no Windows build. Use WSL, or point the app at a remote network.');
}

/** Runs `npm ci` when the lock file differs from the one installed last. */
export function installPackages() {
  const lockHash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return;
  step('Installing packages (about a minute the first time)');
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (install.status !== 0)
    refuse('Installing packages failed; the lines above say why. Run the command again to retry.');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, lockHash);
}

/** One line of progress. */
export function step(sentence) {
  console.log(`  · ${sentence}`);
}
