import { type Engine } from '@/lib/engine/engine';

import { openFrontDoor } from '../endpoint/front-door';
import { loadOrCreateKeys, loadServingKeys, type ServingKeys } from '../keys/worker-keys';
import { LeaseFeed } from '../lease/lease-feed';
import { serveHiredMachine } from '../machine/hired-machine';
import { openHost } from '../machine/open-host';
import { serveOwnMachine } from '../machine/own-machine';
import { providerAddress } from '../provider/registration';
import { type OpenedWorker } from './opened-worker';

/**
 * Serves one machine until `stop` aborts: it goes to the market by itself, or, with `--for`, waits for its provider to
 * name its worker key.
 */
export async function serve(worker: OpenedWorker, stop: AbortSignal): Promise<void> {
  const { options, keySource } = worker;
  const engine = await worker.openEngine();
  const end = new AbortController();
  try {
    if (options.servesFor !== undefined) {
      const keys = await loadServingKeys(keySource, options.servesFor);
      await serveWith(worker, keys, engine, stop, end.signal);
    } else {
      const keys = await loadOrCreateKeys(keySource);
      await serveWith(worker, keys, engine, stop, end.signal, keys.authority);
    }
  } finally {
    end.abort();
    await engine.close();
  }
}

async function serveWith(
  { options, folder, chain, log }: OpenedWorker,
  keys: ServingKeys,
  engine: Engine,
  stop: AbortSignal,
  end: AbortSignal,
  owner?: Parameters<typeof serveOwnMachine>[2],
): Promise<void> {
  const door = await openFrontDoor(options.listen, folder.facts, false);
  log.info('reachable', { at: door.url, relays: options.relays.join(',') || undefined });
  try {
    const provider = await providerAddress(keys);
    // Leases that others fail can be anybody's.
    const leases = LeaseFeed.open(chain.client, options.failover ? {} : { provider }, end);
    const seats = options.machine.gpuCount;
    const settings = { ...options, useFaucet: options.localKeys };
    const host = await openHost({
      ...{ chain, leases, engine, door, facts: folder.facts, seats, options: settings, stop, end },
      failover: options.failover,
    });
    const machine = { terms: options.machine, keys, owner, folder, log };
    await (owner === undefined ? serveHiredMachine(host, machine) : serveOwnMachine(host, machine, owner));
  } finally {
    await door.close();
  }
}
