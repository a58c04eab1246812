import { type WorkerOptions } from '../cli/arguments';
import { type Log } from '../log';
import { claim } from './claim';
import { card } from './card';
import { drain } from './drain';
import { fleet } from './fleet';
import { fleetStatus } from './fleet-status';
import { onboardOnly } from './onboard';
import { type OpenEngine, openWorker, type OpenedWorker } from './opened-worker';
import { selftest } from './selftest';
import { serve } from './serve';
import { status } from './status';
import { withdraw } from './withdraw';

type ChainCommand = (worker: OpenedWorker, stop: AbortSignal) => Promise<void>;

const chainCommands: Readonly<
  Record<
    Exclude<WorkerOptions['command'], 'selftest' | 'fleet' | 'card'>,
    { run: ChainCommand; exclusive: boolean }
  >
> = {
  onboard: { run: onboardOnly, exclusive: true },
  serve: { run: serve, exclusive: true },
  status: { run: status, exclusive: false },
  claim: { run: claim, exclusive: false },
  drain: { run: drain, exclusive: false },
  withdraw: { run: withdraw, exclusive: false },
};

/** Runs one command to its end. @throws WorkerError, RpcError, EngineError */
export async function runCommand(
  options: WorkerOptions,
  openEngine: OpenEngine,
  log: Log,
  stop: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  if (options.command === 'selftest') return selftest(options, openEngine, log);
  if (options.command === 'fleet') return fleet(options, openEngine, log, stop);
  if (options.command === 'status' && options.fleetFile !== undefined) return fleetStatus(options, log);
  if (options.command === 'card') return card(options, openEngine, log, print);
  const { run, exclusive } = chainCommands[options.command];
  const worker = await openWorker(options, openEngine, log, exclusive);
  try {
    await run(worker, stop);
  } finally {
    worker.close();
  }
}
