import { setMaxListeners } from 'node:events';

import { type Engine } from '@/lib/engine/engine';
import { ModelFolder } from '@/lib/models/model-folder';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type FrontDoor } from '../endpoint/front-door';
import { type LeaseFeed } from '../lease/lease-feed';
import { WorkFloor } from '../lease/work-floor';
import { measuredSpeed, type MeasuredSpeed } from '../provider/benchmark';
import { StandingBids } from '../provider/standing-bids';
import { type Host } from './host';

/** Puts together what the machines of one process share on one chain. @throws EngineError */
export async function openHost(request: {
  readonly chain: WorkerChain;
  readonly leases: LeaseFeed;
  readonly engine: Engine;
  readonly door: FrontDoor;
  /** Where the measured speed is kept. */
  readonly facts: KeyValueStore;
  /** GPUs that are served at once. */
  readonly seats: number;
  /** Whether its machines bid for leases that other providers failed. */
  readonly failover: boolean;
  readonly options: Pick<Host, 'publicUrl' | 'relays' | 'useFaucet' | 'drainSeconds'>;
  readonly stop: AbortSignal;
  readonly end: AbortSignal;
}): Promise<Host> {
  const { chain, leases, engine, door, facts, seats, options, end } = request;
  const { backend, version } = await engine.probe();
  let speed: Promise<MeasuredSpeed> | undefined;
  const { publicUrl, relays, useFaucet, drainSeconds } = options;
  const stop = AbortSignal.any([request.stop, end]);
  const floor = new WorkFloor(seats);
  // Every machine, lease and connection listens to these; that many listeners are no leak.
  setMaxListeners(0, stop, end);
  return {
    ...{ chain, leases, engine, door, publicUrl, relays, useFaucet, drainSeconds, end },
    clock: new ChainClock(chain.client),
    engineName: { backend, version },
    models: new ModelFolder(),
    speed: () => (speed ??= measuredSpeed(engine, facts)),
    floor,
    standingBids: request.failover ? new StandingBids(floor, leases) : undefined,
    stop,
  };
}
