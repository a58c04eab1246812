import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';

import { measureHttp } from '@/programs/localnet/bench/http-rate';
import { measureInProcess } from '@/programs/localnet/bench/in-process-rate';
import { measureNotifications } from '@/programs/localnet/bench/notification-delay';
import { firstLineWith } from '@/programs/localnet/testing/first-line';

const TRANSFERS = 5000;
const CONNECTIONS = 16;

const repository = path.resolve(import.meta.dirname, '../../..');
const directory = mkdtempSync(path.join(tmpdir(), 'pyronet-bench-'));
const network = spawn(
  process.execPath,
  ['--import', 'tsx', 'programs/localnet/main.ts', '--port', '0', '--data', directory],
  { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const line = await firstLineWith(network, /http:\/\/\S+/);
  const rpcUrl = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
  const wsUrl = /ws:\/\/[\d.:]+/.exec(line)?.[0] ?? '';

  const inProcess = await measureInProcess(TRANSFERS);
  const plain = await measureHttp(rpcUrl, {
    transfers: TRANSFERS,
    connections: CONNECTIONS,
    skipPreflight: true,
  });
  const checked = await measureHttp(rpcUrl, {
    transfers: TRANSFERS,
    connections: CONNECTIONS,
    skipPreflight: false,
  });
  const delays = await measureNotifications(rpcUrl, wsUrl);

  const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')} /s`;
  const ratio = (rate: number) => `${(rate / inProcess).toFixed(2)}`;
  const millis = (delay: number) => `${delay.toFixed(1)} ms`;
  const cpu = cpus()[0]?.model.trim() ?? 'unknown processor';
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repository }).toString().trim();
  console.log(`Machine: ${cpu}, ${cpus().length} threads, Node ${process.version}, commit ${commit}`);
  console.log(`Date: ${new Date().toISOString().slice(0, 10)}\n`);
  console.log(`| ${TRANSFERS} pre-signed transfers, one client | rate | ratio |`);
  console.log('| --- | ---: | ---: |');
  console.log(`| LiteSVM alone, in process | ${perSecond(inProcess)} | 1.00 |`);
  console.log(`| HTTP, ${CONNECTIONS} connections, no preflight | ${perSecond(plain)} | ${ratio(plain)} |`);
  console.log(
    `| HTTP, ${CONNECTIONS} connections, with preflight | ${perSecond(checked)} | ${ratio(checked)} |\n`,
  );
  console.log('| notification | median | 99th percentile |');
  console.log('| --- | ---: | ---: |');
  for (const { name, median, p99 } of delays) console.log(`| ${name} | ${millis(median)} | ${millis(p99)} |`);
} finally {
  network.kill('SIGINT');
  await new Promise((resolve) => network.once('exit', resolve));
  rmSync(directory, { recursive: true, force: true });
}
