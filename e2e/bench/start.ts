// `npm run bench:start`: how long a clean clone's first `npm start` takes to a market somebody can use, its second, and
// the memory of all its processes.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

import { openBrowser } from '../browser';

const root = path.resolve(import.meta.dirname, '../..');
const ports = { app: 3900, rpc: 9899 };
const settleMs = 5_000;

const clone = mkdtempSync(path.join(os.tmpdir(), 'pyronet-clone-'));
try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const cold = await measureStart();
  const warm = await measureStart();
  keepMeasurement(root, {
    name: 'start',
    title: 'Time to a running network, and its memory',
    command: 'npm run bench:start',
    body: [
      'A fresh clone of the last commit; npm packages in the local cache, nothing installed or built.',
      markdownTable(
        ['start', 'seconds to the printed address', 'seconds to a usable market', 'stretch'],
        [
          ['cold', cold.seconds.toFixed(1), cold.usableSeconds.toFixed(1), '180'],
          ['warm', warm.seconds.toFixed(1), warm.usableSeconds.toFixed(1), '20'],
        ],
      ),
      'Usable: a browser, opened at the printed address, shows a market whose first offer can be clicked.',
      `Resident memory of the warm network, ${settleMs / 1000} s after it was ready:`,
      markdownTable(
        ['process', 'MiB'],
        [
          ...warm.memory.map(({ name, mib }) => [name, mib.toFixed(0)]),
          ['all', warm.memory.reduce((sum, { mib }) => sum + mib, 0).toFixed(0)],
        ],
      ),
    ].join('\n\n'),
  });
} finally {
  rmSync(clone, { recursive: true, force: true });
}

interface StartMeasurement {
  readonly seconds: number;
  readonly usableSeconds: number;
  readonly memory: readonly { readonly name: string; readonly mib: number }[];
}

async function measureStart(): Promise<StartMeasurement> {
  const began = performance.now();
  // What `npm start` runs; npm in between may not pass on the signal that stops it.
  const options = ['--port', String(ports.app), '--rpc-port', String(ports.rpc)];
  const child = spawn(process.execPath, ['scripts/start.js', ...options], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Pyronet is running')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`npm start ended with ${String(code)}:\n${text}`)));
  });
  const seconds = (performance.now() - began) / 1000;
  await untilUsable();
  const usableSeconds = (performance.now() - began) / 1000;
  await sleep(settleMs);
  const memory = residentMemory();
  const exited = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  await exited;
  return { seconds, usableSeconds, memory };
}

/** Resolves when a browser shows an offer that can be rented. */
async function untilUsable(): Promise<void> {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${ports.app}/market`);
  await page
    .getByRole('link', { name: /^Rent / })
    .first()
    .click({ trial: true, timeout: 120_000 });
  await browser.close();
}

/** Resident memory of every process of the clone, named after what it runs. */
function residentMemory(): StartMeasurement['memory'] {
  const names: readonly (readonly [string, string])[] = [
    ['programs/localnet/main.ts', 'chain'],
    ['app-server.js', 'app'],
    ['programs/worker/main.ts', 'worker'],
    ['scripts/start/main.ts', 'supervisor'],
    ['scripts/start.js', 'npm start'],
  ];
  return execFileSync('ps', ['-eo', 'rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(String(ports.app)) || line.includes(clone))
    .flatMap((line) => {
      const name = names.find(([file]) => line.includes(file))?.[1];
      return name === undefined ? [] : [{ name, mib: Number.parseInt(line, 10) / 1024 }];
    });
}
