// `npm test`: sets everything up on a clean clone, then runs every suite.
import { spawnSync } from 'node:child_process';

import { buildApp } from './setup/build-app.js';
import { installPackages, requireNode, root } from './setup/install.js';

requireNode();
installPackages();
buildApp();

const suites = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'scripts/test/main.ts', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exit(suites.status ?? 1);
