import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';
import { measureHttp } from '@/programs/localnet/bench/http-rate';
import { measureInProcess } from '@/programs/localnet/bench/in-process-rate';
import { measureNotifications } from '@/programs/localnet/bench/notification-delay';
import { type HttpRate, postAll } from '@/programs/localnet/bench/post-all';
import { firstLineWith } from '@/programs/localnet/testing/first-line';

const TRANSFERS = 5000;
const CONNECTIONS = 16;

const repository = path.resolve(import.meta.dirname, '../../..');
const directory = mkdtempSync(path.join(tmpdir(), 'pyronet-bench-'));
const bare = start('programs/localnet/bench/bare-http-server.ts');
const network = start('programs/localnet/main.ts', '--port', '0', '--data', directory);
try {
  const bareUrl = await firstLineWith(bare, /http:/);
  const line = await firstLineWith(network, /http:/);
  const rpcUrl = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
  const wsUrl = /ws:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
  const pid = network.pid ?? 0;

  const peer = measureInProcess(TRANSFERS);
  const bodies = Array.from({ length: TRANSFERS }, () => 'x'.repeat(420));
  await postAll(bareUrl, bare.pid ?? 0, bodies, CONNECTIONS);
  const empty = await postAll(bareUrl, bare.pid ?? 0, bodies, CONNECTIONS);
  const load = { transfers: TRANSFERS, connections: CONNECTIONS };
  const unchecked = await measureHttp(rpcUrl, pid, { ...load, skipPreflight: true });
  const checked = await measureHttp(rpcUrl, pid, { ...load, skipPreflight: false });
  const delays = await measureNotifications(rpcUrl, wsUrl);
  keepMeasurement(repository, {
    name: 'localnet',
    title: 'The local chain against bare LiteSVM',
    command: 'npm run bench:localnet',
    body: [
      `${TRANSFERS} transfers signed beforehand, from one client over ${CONNECTIONS} connections. Signatures are checked everywhere. Ratios are against LiteSVM called directly; the empty server shows what Node's HTTP costs before anything is done with a call. Processor time is the server's alone and depends less on what else the machine does.`,
      markdownTable(
        ['what', 'rate', 'ratio', 'processor time each', 'ratio'],
        [
          rateCells('LiteSVM alone, in process', peer, peer),
          rateCells('empty HTTP server', empty, peer),
          rateCells('sendTransaction, without preflight (stretch 2,000 /s)', unchecked, peer),
          rateCells('sendTransaction, with preflight', checked, peer),
        ],
      ),
      'Notification delay (stretch: 50 ms after the slot):',
      markdownTable(
        ['notification', 'median', '99th percentile'],
        delays.map(({ name, median, p99 }) => [name, `${median.toFixed(1)} ms`, `${p99.toFixed(1)} ms`]),
      ),
    ].join('\n\n'),
  });
} finally {
  bare.kill();
  network.kill('SIGINT');
  await new Promise((resolve) => network.once('exit', resolve));
  rmSync(directory, { recursive: true, force: true });
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function rateCells(name: string, measured: HttpRate, peer: HttpRate): readonly string[] {
  const { rate, seconds } = measured;
  const each = seconds === undefined ? 'not told' : `${((seconds / TRANSFERS) * 1e6).toFixed(0)} µs`;
  const cost = seconds === undefined || peer.seconds === undefined ? '' : (seconds / peer.seconds).toFixed(2);
  return [name, `${Math.round(rate).toLocaleString('en')} /s`, (rate / peer.rate).toFixed(2), each, cost];
}
