import { claimProvider } from '@/lib/actions/claim-provider';
import { leaseDues } from '@/lib/domain/fee';
import { formatUsdc } from '@/lib/domain/usdc';
import { LeaseState } from '@/lib/pyronet/generated';

import { ChainClock } from '../chain/chain-clock';
import { loadKeys } from '../keys/worker-keys';
import { reclaimDeposits } from '../provider/housekeeping';
import { providerAddress } from '../provider/registration';
import { fetchOwnLeases } from '../provider/own-accounts';
import { type OpenedWorker } from './opened-worker';

/** Collects what settled leases owe, and deposits that no evidence holds any more. */
export async function claim({ chain, keySource, log }: OpenedWorker): Promise<void> {
  const keys = await loadKeys(keySource);
  const provider = await providerAddress(keys);
  let total = 0n;
  for (const lease of await fetchOwnLeases(chain, provider)) {
    const due = lease.data.state === LeaseState.Settled ? leaseDues(lease.data, 0n).provider : 0n;
    if (due === 0n) continue;
    await chain.again(`claim ${lease.address}`, keys.worker, claimProvider(lease).instructions);
    log.info('was paid', { lease: lease.address, usdc: formatUsdc(due) });
    total += due;
  }
  await reclaimDeposits({ chain, clock: new ChainClock(chain.client), keys, provider, log });
  log.info('claimed all that is due', { usdc: formatUsdc(total) });
}
