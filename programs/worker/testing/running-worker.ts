import { type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { type Engine } from '@/lib/engine/engine';

import { parseArguments } from '../cli/arguments';
import { runCommand } from '../commands/run-command';
import { loadKeys } from '../keys/worker-keys';
import { lineLog } from '../log';
import { providerAddress } from '../provider/registration';
import { endProcess, type LocalNetwork, startProcess } from './local-network';
import { eventually } from './renter';

/** A worker that serves. Each name is another provider of the local network. */
export interface RunningWorker {
  readonly provider: Address;
  readonly url: string;
  readonly log: () => string;
  /** Ends it as a stop signal does. */
  readonly stop: () => Promise<void>;
}

export const newFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'pyronet-worker-'));

const argumentsFor = (
  { rpcUrl, wsUrl }: LocalNetwork,
  name: string,
  folder: string,
  command = 'serve',
): readonly string[] => [
  ...[command, '--local-keys', '--name', name, '--data', folder],
  ...['--rpc', rpcUrl, '--ws', wsUrl],
];

/** In this process, with an engine of the test's choice. Rejects when the worker ends before it serves. */
export async function startWorker(
  network: LocalNetwork,
  name: string,
  openEngine: () => Promise<Engine>,
  folder: string,
  more: readonly string[] = [],
): Promise<RunningWorker> {
  const lines: string[] = [];
  const stop = new AbortController();
  const options = parseArguments([...argumentsFor(network, name, folder), ...more]);
  if (options === undefined) throw new Error('no options');
  let failure: unknown;
  const running = runCommand(
    options,
    openEngine,
    lineLog((line) => lines.push(line)),
    stop.signal,
    (line) => lines.push(line),
  ).catch((error: unknown) => (failure = error));
  await eventually(async () => {
    if (failure !== undefined) throw failure;
    return lines.some((line) => line.includes('serving'));
  }, `worker ${name}`);
  return {
    ...(await placeOf(name, lines.join('\n'))),
    log: () => lines.join('\n'),
    stop: async () => {
      stop.abort();
      await running;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a command of the worker to its end. @returns its log */
export async function runWorker(
  network: LocalNetwork,
  name: string,
  folder: string,
  command: 'selftest' | 'onboard' | 'status' | 'claim' | 'drain' | 'withdraw',
  openEngine: () => Promise<Engine>,
): Promise<string> {
  const lines: string[] = [];
  const options = parseArguments(argumentsFor(network, name, folder, command));
  if (options === undefined) throw new Error('no options');
  const log = lineLog((line) => lines.push(line));
  await runCommand(options, openEngine, log, new AbortController().signal, (line) => lines.push(line));
  return lines.join('\n');
}

/** In a process of its own, to be killed at any moment. */
export async function startWorkerProcess(
  network: LocalNetwork,
  name: string,
  msPerSegment: number,
  folder: string,
): Promise<RunningWorker & { readonly child: ChildProcess; readonly kill: () => Promise<void> }> {
  const program = ['programs/worker/testing/worker-process.ts', String(msPerSegment)];
  const { child, output } = await startProcess(
    [...program, ...argumentsFor(network, name, folder)],
    / serving /,
  );
  return {
    ...(await placeOf(name, output())),
    child,
    log: output,
    stop: () => endProcess(child, 'SIGTERM'),
    kill: () => endProcess(child, 'SIGKILL'),
  };
}

async function placeOf(
  name: string,
  log: string,
): Promise<{ readonly provider: Address; readonly url: string }> {
  const keys = await loadKeys({ kind: 'local', name });
  return { provider: await providerAddress(keys), url: /reachable at=(\S+)/.exec(log)?.[1] ?? '' };
}
