import { type ChildProcess } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
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

/** A fleet that serves, all of its machines on the market. */
export interface RunningFleet {
  readonly log: () => string;
  /** Provider account of the machine of this name. */
  readonly providerOf: (id: string) => Promise<Address>;
  /** Where renters reach it. */
  readonly urlOf: (id: string) => Promise<string>;
  readonly cardsFolder: string;
}

/** A fleet in this process. */
export interface OwnFleet extends RunningFleet {
  /** What the command `status` says of it. */
  readonly status: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface FleetPlan {
  readonly gpus_at_once: number;
  readonly local_personas?: boolean;
  readonly failover?: boolean;
  /** GPUs of each machine; one when left out. */
  readonly gpu_count?: number;
  readonly keeper?: { readonly split_fees_from_usdc: string; readonly park_from_usdc: string };
  /** Names of CPU machines. */
  readonly machines: readonly string[];
}

/** In this process, with an engine of the test's choice. */
export async function startFleet(
  network: LocalNetwork,
  plan: FleetPlan,
  openEngine: () => Promise<Engine>,
  folder: string,
): Promise<OwnFleet> {
  const lines: string[] = [];
  const stop = new AbortController();
  const args = await argumentsFor(network, plan, folder);
  const options = parseArguments(args);
  if (options === undefined) throw new Error('no options');
  let failure: unknown;
  const print = (line: string): void => void lines.push(line);
  const running = runCommand(options, openEngine, lineLog(print), stop.signal, print).catch(
    (error: unknown) => (failure = error),
  );
  const log = (): string => lines.join('\n');
  await eventually(async () => {
    if (failure !== undefined) throw failure;
    return servingCount(log()) >= plan.machines.length && log().includes('reachable');
  }, 'the fleet');
  return {
    ...placeOf(log, folder),
    status: async () => {
      const asked = parseArguments(['status', ...args.slice(1)]);
      if (asked === undefined) throw new Error('no options');
      const shown: string[] = [];
      const show = (line: string): void => void shown.push(line);
      await runCommand(asked, openEngine, lineLog(show), new AbortController().signal, show);
      return shown.join('\n');
    },
    stop: async () => {
      stop.abort();
      await running;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a process of its own, to be killed at any moment. */
export async function startFleetProcess(
  network: LocalNetwork,
  plan: FleetPlan,
  msPerSegment: number,
  folder: string,
): Promise<RunningFleet & { readonly child: ChildProcess; readonly kill: () => Promise<void> }> {
  const program = ['programs/worker/testing/worker-process.ts', String(msPerSegment)];
  const { child, output } = await startProcess(
    [...program, ...(await argumentsFor(network, plan, folder))],
    /reachable/,
  );
  await eventually(async () => servingCount(output()) >= plan.machines.length, 'the fleet');
  return { ...placeOf(output, folder), child, kill: () => endProcess(child, 'SIGKILL') };
}

const servingCount = (log: string): number => log.split(/ serving /).length - 1;

async function argumentsFor(
  { rpcUrl, wsUrl }: LocalNetwork,
  { machines, gpu_count = 1, ...plan }: FleetPlan,
  folder: string,
): Promise<readonly string[]> {
  const entries = machines.map((id) => ({
    id,
    name: id,
    class: 'CPU',
    price_usdc_per_hour: '0.25',
    gpu_count,
  }));
  const file = path.join(folder, 'fleet.json');
  await writeFile(file, JSON.stringify({ version: 1, keys: 'local', ...plan, machines: entries }));
  const data = ['--data', path.join(folder, 'data'), '--cards', path.join(folder, 'cards')];
  return ['fleet', file, '--rpc', rpcUrl, '--ws', wsUrl, '--drain-s', '0', ...data];
}

function placeOf(log: () => string, folder: string): RunningFleet {
  const providerOf = async (id: string): Promise<Address> =>
    providerAddress(await loadKeys({ kind: 'local', name: id }));
  return {
    log,
    providerOf,
    urlOf: async (id) => `${/reachable at=(\S+)/.exec(log())?.[1] ?? ''}/${await providerOf(id)}`,
    cardsFolder: path.join(folder, 'cards'),
  };
}
