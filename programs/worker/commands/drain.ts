import { loadKeys } from '../keys/worker-keys';
import { delist } from '../provider/delist';
import { providerAddress } from '../provider/registration';
import { type OpenedWorker } from './opened-worker';

/** Takes the offers off the market. Leases that run are served on by the worker that serves them. */
export async function drain({ chain, keySource, log }: OpenedWorker): Promise<void> {
  const keys = await loadKeys(keySource);
  await delist(chain, keys, await providerAddress(keys), log);
}
