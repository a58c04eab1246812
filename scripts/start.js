// `npm start`: sets everything up on a clean clone, then hands over to the supervisor.
import { spawn } from 'node:child_process';

import { buildApp } from './setup/build-app.js';
import { installPackages, requireNode, root } from './setup/install.js';

const options = process.argv.slice(2);

requireNode();
if (!options.includes('--help')) console.log('\n  Pyronet\n');
installPackages();
if (!options.includes('--help')) buildApp();

const supervisor = spawn(process.execPath, ['--import', 'tsx', 'scripts/start/main.ts', ...options], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the supervisor by itself, a signal sent to this process alone does not; twice does no harm.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => supervisor.kill(signal));
supervisor.on('exit', (code) => process.exit(code ?? 1));
