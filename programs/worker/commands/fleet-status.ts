import path from 'node:path';

import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { memoryStore } from '@/lib/storage/key-value-store';

import { connectChain } from '../chain/worker-chain';
import { type WorkerOptions } from '../cli/arguments';
import { fleetHome, keeperFacts, keySourceOf, machineFolder, machineLog } from '../fleet/crew';
import { readFleetFile } from '../fleet/fleet-file';
import { KeeperRecord } from '../fleet/keeper-record';
import { loadKeys } from '../keys/worker-keys';
import { type Log, problemFacts } from '../log';
import { showProvider } from './status';

/** Prints every machine of a fleet file as a provider, and what the fleet's keeper earned. @throws WorkerError, RpcError */
export async function fleetStatus({ dataFolder, ...options }: WorkerOptions, log: Log): Promise<void> {
  const fleet = await readFleetFile(options.fleetFile ?? '');
  const chain = await connectChain(options, memoryStore());
  try {
    const home = fleetHome(dataFolder, chain);
    for (const { id } of fleet.machines) {
      const facts = fileKeyValueStore(path.join(machineFolder(home, id), 'facts'));
      const named = machineLog(log, id);
      try {
        const keys = await loadKeys(keySourceOf(fleet, dataFolder, id));
        await showProvider({ chain, keys, facts, log: named });
      } catch (problem) {
        named.warn('cannot be shown', problemFacts(problem));
      }
    }
    const { steps, tipsLamports, balanceLamports } = await new KeeperRecord(keeperFacts(home)).figures();
    log.info('keeper', {
      steps,
      tips_sol: Number(tipsLamports) / 1e9,
      after_fees_and_deposits_sol: Number(balanceLamports) / 1e9,
    });
  } finally {
    chain.close();
  }
}
