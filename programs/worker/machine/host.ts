import { type Engine } from '@/lib/engine/engine';
import { type ModelFolder } from '@/lib/models/model-folder';

import { type ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type FrontDoor } from '../endpoint/front-door';
import { type LeaseFeed } from '../lease/lease-feed';
import { type WorkFloor } from '../lease/work-floor';
import { type MeasuredSpeed } from '../provider/benchmark';
import { type StandingBids } from '../provider/standing-bids';

/** What the machines of one process share. */
export interface Host {
  readonly chain: WorkerChain;
  readonly clock: ChainClock;
  readonly leases: LeaseFeed;
  readonly engine: Engine;
  /** Models that this computer holds. */
  readonly models: ModelFolder;
  readonly engineName: { readonly backend: string; readonly version: string };
  /** Measured when it is first asked for. */
  readonly speed: () => Promise<MeasuredSpeed>;
  readonly floor: WorkFloor;
  /** Bids of this process for leases that others failed; left out where it bids for none. */
  readonly standingBids: StandingBids | undefined;
  readonly door: FrontDoor;
  /** How renters reach the door from outside, where they can. */
  readonly publicUrl: string | undefined;
  /** Origins. */
  readonly relays: readonly string[];
  readonly useFaucet: boolean;
  readonly drainSeconds: number;
  /** Aborts when no new lease may be started. */
  readonly stop: AbortSignal;
  /** Aborts when everything must be put down. */
  readonly end: AbortSignal;
}
