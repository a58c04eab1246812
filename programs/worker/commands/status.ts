import { leaseDues } from '@/lib/domain/fee';
import { formatUsdc } from '@/lib/domain/usdc';
import { LeaseState, OfferStatus } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';

import { ChainClock } from '../chain/chain-clock';
import { loadKeys } from '../keys/worker-keys';
import { fetchOwnProvider } from '../provider/registration';
import { fetchOwnLeases, fetchOwnOffers } from '../provider/own-accounts';
import { type OpenedWorker } from './opened-worker';

/** Prints the provider, its offers, its leases and what the keys hold. */
export async function status({ chain, keySource, log }: OpenedWorker): Promise<void> {
  const keys = await loadKeys(keySource);
  const { address: provider, data } = await fetchOwnProvider(chain, keys);
  const { unixSeconds } = await new ChainClock(chain.client).now();
  log.info('provider', {
    address: provider,
    live: data.liveUntil > unixSeconds,
    tier: data.tier,
    reputation: data.reputation,
    bondFree: formatUsdc(data.bondFree),
    bondLocked: formatUsdc(data.bondLocked),
    earned: formatUsdc(data.grossEarned),
    completed: data.completed,
    rejected: data.rejected,
    faults: data.silent + data.noStart + data.missedCompletion + data.lostCoverage + data.frauds,
  });
  for (const { address, data: offer } of await fetchOwnOffers(chain, provider)) {
    log.info('offer', {
      address,
      status: OfferStatus[offer.status],
      price: formatUsdc(offer.pricePerHour),
      free: `${offer.gpuFree}/${offer.gpuCount}`,
    });
  }
  for (const { address, data: lease } of await fetchOwnLeases(chain, provider)) {
    log.info('lease', {
      address,
      state: LeaseState[lease.state],
      attested: `${lease.attestedSegments}/${lease.segmentCount}`,
      covered_s: lease.coveredS,
      due: formatUsdc(lease.state === LeaseState.Settled ? leaseDues(lease, 0n).provider : 0n),
    });
  }
  for (const [name, key] of Object.entries(keys)) {
    const held = await fetchHoldings(chain.client.rpc, chain.network, key.address);
    log.info(name, {
      address: key.address,
      sol: Number(held.lamports) / 1e9,
      usdc: formatUsdc(held.usdcAtoms),
      pyro: Number(held.pyroAtoms) / 1e6,
    });
  }
}
