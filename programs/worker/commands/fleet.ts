import path from 'node:path';

import { type Engine } from '@/lib/engine/engine';
import { systemClock } from '@/lib/rpc/clock';
import { untilNewGenesis } from '@/lib/rpc/genesis-watch';
import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { memoryStore } from '@/lib/storage/key-value-store';

import { connectChain, type WorkerChain } from '../chain/worker-chain';
import { type WorkerOptions } from '../cli/arguments';
import { lockDataFolder } from '../data-folder-lock';
import { type FrontDoor, openFrontDoor } from '../endpoint/front-door';
import { removeWorkerCards } from '@/lib/blobs/worker-card-folder';
import { type Fleet, readFleetFile } from '../fleet/fleet-file';
import { crewOf } from '../fleet/crew';
import { serveCrew } from '../fleet/serve-crew';
import { LeaseFeed } from '../lease/lease-feed';
import { type Log, problemFacts } from '../log';
import { openHost } from '../machine/open-host';
import { WorkerError } from '../worker-error';
import { type OpenEngine } from './opened-worker';

/**
 * Serves the machines of a fleet file in one process until `stop` aborts. When a local chain is begun anew, what belonged
 * to the old one is dropped, and the fleet goes to the market again.
 */
export async function fleet(
  options: WorkerOptions,
  openEngine: OpenEngine,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  const plan = await readFleetFile(options.fleetFile ?? '');
  const lock = await lockDataFolder(options.dataFolder);
  const facts = fileKeyValueStore(path.join(options.dataFolder, 'facts'));
  const engine = await openEngine();
  try {
    const door = await openFrontDoor(options.listen, facts, true);
    log.info('reachable', { at: door.url, relays: options.relays.join(',') || undefined });
    try {
      const run = { options, plan, engine, door, log, stop };
      await serveOneChain(run);
      while (!stop.aborted) {
        await serveOneChain(run).catch(async (problem: unknown) => {
          log.error('the fleet cannot serve the new chain, and tries again', problemFacts(problem));
          await systemClock.sleep(TRY_AGAIN_MS, stop);
        });
      }
    } finally {
      await door.close();
    }
  } finally {
    await removeWorkerCards(options.cardsFolder);
    await engine.close();
    lock.release();
  }
}

const TRY_AGAIN_MS = 3_000;

interface FleetRun {
  readonly options: WorkerOptions;
  readonly plan: Fleet;
  readonly engine: Engine;
  readonly door: FrontDoor;
  readonly log: Log;
  readonly stop: AbortSignal;
}

/** Resolves when the fleet has stopped, or when the chain is not the same any more. */
async function serveOneChain({ options, plan, engine, door, log, stop }: FleetRun): Promise<void> {
  const chain = await connectChain(options, memoryStore());
  const end = new AbortController();
  try {
    requireLocal(plan, chain);
    const { dataFolder, publicUrl, relays, drainSeconds } = options;
    const facts = fileKeyValueStore(path.join(dataFolder, 'facts'));
    const leases = LeaseFeed.open(chain.client, {}, end.signal);
    const settings = { publicUrl, relays, drainSeconds, useFaucet: plan.keys === 'local' };
    const host = await openHost({
      ...{ chain, leases, engine, door, facts, stop },
      ...{ seats: plan.seats, failover: plan.failover, options: settings, end: end.signal },
    });
    // Before the machines are busy with going to the market: a speed measured beside that would be too low.
    await host.speed();
    const crew = await crewOf(plan, chain, dataFolder, log);
    const serving = serveCrew(host, crew, options.cardsFolder, log);
    if (chain.isLocal)
      await Promise.race([serving, untilNewGenesis(chain.client, chain.genesisHash, end.signal)]);
    else await serving;
    if (!stop.aborted) log.warn('the chain was begun anew; the fleet goes to the market again');
    else await serving;
  } finally {
    end.abort();
    chain.close();
  }
}

function requireLocal({ keys }: Fleet, { isLocal }: WorkerChain): void {
  if (keys === 'files' || isLocal) return;
  throw new WorkerError(
    'not_local_network',
    'The chain at --rpc is not a local network, and everybody knows the local keys.',
    'Use a fleet file with "keys": "files", or point --rpc at a local network.',
  );
}
