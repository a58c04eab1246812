import { type Address } from '@solana/kit';

import { type FolderStore } from '@/lib/blobs/folder-store';
import { type Engine } from '@/lib/engine/engine';
import { type ModelFolder } from '@/lib/models/model-folder';

import { type ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type DataFolder } from '../data-folder';
import { type ServingKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { type BeatRound } from './beat-round';
import { type LeaseFeed } from './lease-feed';
import { type WorkFloor } from './work-floor';

/** What every lease of this worker shares. */
export interface LeaseContext {
  readonly chain: WorkerChain;
  readonly clock: ChainClock;
  readonly keys: Pick<ServingKeys, 'worker'>;
  readonly provider: Address;
  /** From which the secrets of leases are derived. */
  readonly secretSeed: Uint8Array;
  readonly folder: DataFolder;
  readonly store: FolderStore;
  readonly engine: Engine;
  /** Models that jobs may name. */
  readonly models: Pick<ModelFolder, 'model'>;
  readonly leases: LeaseFeed;
  readonly floor: WorkFloor;
  /** Heartbeats of this provider's leases. */
  readonly beats: BeatRound;
  /** All blobs together may take this much. */
  readonly diskBytes: number;
  /** Sees that the worker key can pay what serving one more lease costs. False when it cannot. */
  readonly canPayFees: () => Promise<boolean>;
  readonly log: Log;
  /** Aborts when the worker ends; what was not finished goes on after the next start. */
  readonly signal: AbortSignal;
  /** True once no new lease may be started. */
  readonly isDraining: () => boolean;
}
