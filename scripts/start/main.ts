import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

import { readFleetFile } from '@/programs/worker/fleet/fleet-file';

import { type Child, startChild } from './children';
import { parseStartOptions, type StartOptions, usage } from './options';
import { chainAnswers, offersListed, pageAnswers, waitUntil } from './ready';
import { readyText } from './ready-text';
import { findRunning, forgetRunning, recordRunning, type RunningNetwork } from './running';

const root = path.resolve(import.meta.dirname, '../..');

await main();

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return console.log(usage);

  const running = findRunning(options.dataDir);
  if (running !== undefined && (await chainAnswers(running.rpcUrl).catch(() => false))) {
    console.log(`  Pyronet runs already (process ${running.pid}): ${running.appUrl}\n`);
    return;
  }
  await requireFreePort('--rpc-port', options.rpcPort);
  await requireFreePort('--rpc-port (its websocket)', options.rpcPort + 1);
  await requireFreePort('--port', options.appPort);
  if (options.reset) forgetState(options.dataDir);

  const network: RunningNetwork = {
    pid: process.pid,
    appUrl: `http://127.0.0.1:${options.appPort}`,
    rpcUrl: `http://127.0.0.1:${options.rpcPort}`,
    wsUrl: `ws://127.0.0.1:${options.rpcPort + 1}`,
  };
  await run(options, network);
}

/** Starts the chain, then app and machines side by side, and stops them in the opposite order. */
async function run(options: StartOptions, network: RunningNetwork): Promise<void> {
  const logDir = path.join(options.dataDir, 'logs');
  mkdirSync(logDir, { recursive: true });
  const env = {
    PYRONET_NETWORK: 'localnet',
    PYRONET_RPC_URLS: network.rpcUrl,
    PYRONET_WS_URLS: network.wsUrl,
    PYRONET_DATA_DIR: options.dataDir,
    PYRONET_APP_URL: network.appUrl,
  };
  const children: Child[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = (code: number): Promise<void> =>
    (stopping ??= stopChildren(children, options.dataDir, code));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stopAll(0));

  const start = (name: string, args: readonly string[]): void => {
    const child = startChild({ name, args, env, logFile: path.join(logDir, `${name}.log`) }, root);
    children.push(child);
    void child.ended.then((sentence) => {
      if (stopping !== undefined) return;
      console.error(`\n  ${sentence}. Its log ends with:\n\n${lastLines(child.logFile)}\n`);
      void stopAll(1);
    });
  };

  try {
    console.log('  · Starting the chain');
    start('chain', [
      'programs/localnet/main.ts',
      ...['--port', String(options.rpcPort), '--ws-port', String(options.rpcPort + 1)],
      ...['--data', path.join(options.dataDir, 'localnet')],
    ]);
    await waitUntil(() => chainAnswers(network.rpcUrl), 60_000, 'The chain did not answer within a minute.');

    console.log('  · Starting the app and the machines');
    start('app', ['scripts/start/app-server.js', String(options.appPort)]);
    start('fleet', fleetArguments(options, network));
    await waitUntil(() => pageAnswers(network.appUrl), 60_000, 'The app did not answer within a minute.');
    const { machines } = await readFleetFile(fleetFile(options));
    await waitUntil(
      async () => (await offersListed(network.appUrl)) >= machines.length,
      120_000,
      'The machines did not list their offers within two minutes.',
    );
    recordRunning(options.dataDir, network);
    console.log(readyText(network, machines.length));
  } catch (error) {
    if (stopping !== undefined) return;
    console.error(`\n  ${error instanceof Error ? error.message : String(error)} Logs: ${logDir}\n`);
    await stopAll(1);
  }
}

function fleetArguments(options: StartOptions, network: RunningNetwork): readonly string[] {
  return [
    ...['programs/worker/main.ts', 'fleet', fleetFile(options)],
    ...['--rpc', network.rpcUrl, '--ws', network.wsUrl, '--relay', network.appUrl],
    ...['--data', path.join(options.dataDir, 'fleet')],
  ];
}

/** Without a market there are still machines that wait for somebody to offer them. */
function fleetFile({ empty }: StartOptions): string {
  return path.join(root, 'programs/worker/fleets', empty ? 'local-empty.json' : 'local-demo.json');
}

async function stopChildren(children: readonly Child[], dataDir: string, code: number): Promise<void> {
  console.log('\n  · Stopping');
  for (const child of [...children].reverse()) await child.stop();
  forgetRunning(dataDir);
  process.exit(code);
}

function readOptions(): StartOptions {
  try {
    return parseStartOptions(process.argv.slice(2), root);
  } catch (error) {
    console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

async function requireFreePort(option: string, port: number): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (free) return;
  console.error(`  Port ${port} is in use by another program. Stop it, or choose another with ${option}.\n`);
  process.exit(1);
}

/** Removes what the chain and the machines remember; anything else in the directory stays. */
function forgetState(dataDir: string): void {
  for (const name of ['localnet', 'fleet', 'worker-cards', 'keeper', 'logs']) {
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
}
