// `node scripts/with-setup.js tsx FILE …`: installs what is missing, then runs the TypeScript file in this process tree.
import { spawn } from 'node:child_process';

import { installPackages, refuse, requireNode, root } from './setup/install.js';

const [runner, ...rest] = process.argv.slice(2);
if (runner !== 'tsx') refuse('usage: node scripts/with-setup.js tsx FILE [arguments]');

requireNode();
installPackages();

const child = spawn(process.execPath, ['--import', 'tsx', ...rest], { cwd: root, stdio: 'inherit' });
// At a terminal Ctrl-C reaches the child by itself; passing it on would count as a second one.
const passedOn = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
process.on('SIGINT', () => undefined);
for (const signal of passedOn) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
