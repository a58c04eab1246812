import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { type Engine } from '@/lib/engine/engine';

import { parseArguments } from '../cli/arguments';
import { runCommand } from '../commands/run-command';
import { loadKeys } from '../keys/worker-keys';
import { lineLog } from '../log';
import { providerAddress } from '../provider/onboarding';
import { WorkerError } from '../worker-error';
import { type LocalNetwork } from './local-network';
import { eventually } from './renter';

export interface RunningWorker {
  readonly provider: Address;
  readonly url: string;
  readonly lines: readonly string[];
  /** Ends it as a stop signal does. */
  readonly stop: () => Promise<void>;
}

/** A worker in this process, with an engine of the test's choice; each name is another provider. */
export async function startWorker(
  network: LocalNetwork,
  name: string,
  openEngine: () => Promise<Engine>,
  more: readonly string[] = [],
): Promise<RunningWorker & { readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyronet-worker-'));
  const lines: string[] = [];
  const stop = new AbortController();
  const args = ['serve', '--local-keys', '--name', name, '--data', folder, ...addresses(network), ...more];
  const options = parseArguments(args);
  if (options === undefined) throw new WorkerError('bad_usage', 'no options', '');
  const log = lineLog((line) => lines.push(line));
  let failure: unknown;
  const running = runCommand(options, openEngine, log, stop.signal).catch(
    (error: unknown) => (failure = error),
  );
  await eventually(async () => {
    if (failure !== undefined) throw failure;
    return lines.some((line) => line.includes('serving'));
  }, `worker ${name}`);
  const keys = await loadKeys({ kind: 'local', name });
  const at = /reachable at=(\S+)/.exec(lines.join('\n'))?.[1] ?? '';
  return {
    provider: await providerAddress(keys),
    url: at,
    lines,
    folder,
    stop: async () => {
      stop.abort();
      await running;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const addresses = ({ rpcUrl, wsUrl }: LocalNetwork): readonly string[] => [
  '--rpc',
  rpcUrl,
  '--ws',
  wsUrl,
];
