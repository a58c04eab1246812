import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';

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

  describeMachine();
  const peer = measureInProcess(TRANSFERS);
  console.log(
    `| ${TRANSFERS} pre-signed transfers, one client | rate | ratio | processor time each | ratio |`,
  );
  console.log('| --- | ---: | ---: | ---: | ---: |');
  printRate('LiteSVM alone, in process', peer, peer);
  const bodies = Array.from({ length: TRANSFERS }, () => 'x'.repeat(420));
  await postAll(bareUrl, bare.pid ?? 0, bodies, CONNECTIONS);
  const empty = await postAll(bareUrl, bare.pid ?? 0, bodies, CONNECTIONS);
  printRate(`empty HTTP server, ${CONNECTIONS} connections`, empty, peer);
  for (const skipPreflight of [true, false]) {
    const load = { transfers: TRANSFERS, connections: CONNECTIONS, skipPreflight };
    const measured = await measureHttp(rpcUrl, pid, load);
    printRate(`sendTransaction, ${skipPreflight ? 'without' : 'with'} preflight`, measured, peer);
  }

  console.log('\n| notification | median | 99th percentile |');
  console.log('| --- | ---: | ---: |');
  for (const { name, median, p99 } of await measureNotifications(rpcUrl, wsUrl)) {
    console.log(`| ${name} | ${median.toFixed(1)} ms | ${p99.toFixed(1)} ms |`);
  }
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

function describeMachine(): void {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load = loadavg()[0]?.toFixed(1) ?? 'unknown';
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repository }).toString().trim();
  console.log(
    `Machine: ${cpu}, ${cpus().length} threads, load before the run ${load}, Node ${process.version}.`,
  );
  console.log(`Date: ${new Date().toISOString().slice(0, 10)}, commit ${commit}.\n`);
}

function printRate(name: string, measured: HttpRate, peer: HttpRate): void {
  const { rate, seconds } = measured;
  const share = (rate / peer.rate).toFixed(2);
  const each = seconds === undefined ? 'not told' : `${((seconds / TRANSFERS) * 1e6).toFixed(0)} µs`;
  const cost = seconds === undefined || peer.seconds === undefined ? '' : (seconds / peer.seconds).toFixed(2);
  console.log(`| ${name} | ${Math.round(rate).toLocaleString('en')} /s | ${share} | ${each} | ${cost} |`);
}
