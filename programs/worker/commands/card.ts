import { loadServingKeys } from '../keys/worker-keys';
import { machineCard } from '../machine/machine-card';
import { measuredSpeed } from '../provider/benchmark';
import { lastRecordSha256 } from '../provider/published-record';
import { badUsage } from '../cli/option-values';
import { type WorkerOptions } from '../cli/arguments';
import { type Log } from '../log';
import { type OpenEngine, openWorker } from './opened-worker';

/**
 * Prints what the provider's wallet needs to register this machine: one JSON object on one line, so that it can be
 * copied or piped.
 */
export async function card(
  options: WorkerOptions,
  openEngine: OpenEngine,
  log: Log,
  print: (line: string) => void,
): Promise<void> {
  const { machine, servesFor } = options;
  if (servesFor === undefined)
    throw badUsage('card needs --for with the wallet that is to register this machine.');
  const worker = await openWorker(options, openEngine, log, false);
  const engine = await openEngine();
  try {
    const { facts } = worker.folder;
    const { backend, version } = await engine.probe();
    const host = {
      chain: worker.chain,
      engineName: { backend, version },
      floor: { seats: machine.gpuCount },
      speed: () => measuredSpeed(engine, facts),
    };
    const keys = await loadServingKeys(worker.keySource, servesFor);
    print(JSON.stringify(await machineCard(host, { terms: machine, keys }, await lastRecordSha256(facts))));
  } finally {
    await engine.close();
    worker.close();
  }
}
