import { type KeyPairSigner } from '@solana/kit';

import { type DataFolder } from '../data-folder';
import { type ServingKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { type MachineTerms } from './machine-terms';

/** One provider's machine: what it is offered as, the keys it has, and where it keeps what it knows. */
export interface Machine {
  readonly terms: MachineTerms;
  readonly keys: ServingKeys;
  /** Key of the authority, where the machine goes to the market by itself; otherwise it waits for its provider. */
  readonly owner: KeyPairSigner | undefined;
  readonly folder: DataFolder;
  readonly log: Log;
}
