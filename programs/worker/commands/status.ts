import { fetchToken } from '@solana-program/token';

import { leaseDues } from '@/lib/domain/fee';
import { formatUsdc } from '@/lib/domain/usdc';
import { fetchMaybeParking, findParkingPda, LeaseState, OfferStatus } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { loadKeys, type WorkerKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { BidBook } from '../provider/bid-book';
import { fetchOwnProvider } from '../provider/registration';
import { fetchOwnLeases, fetchOwnOffers } from '../provider/own-accounts';
import { type OpenedWorker } from './opened-worker';

/** Prints this machine's provider. @throws WorkerError, RpcError */
export async function status({ chain, keySource, folder, log }: OpenedWorker): Promise<void> {
  await showProvider({ chain, keys: await loadKeys(keySource), facts: folder.facts, log });
}

/** Prints a provider, its offers, its leases, its bids, and what its keys hold or could not be paid. @throws WorkerError, RpcError */
export async function showProvider(request: {
  readonly chain: WorkerChain;
  readonly keys: WorkerKeys;
  /** Where the machine keeps its bids. */
  readonly facts: KeyValueStore;
  readonly log: Log;
}): Promise<void> {
  const { chain, keys, facts, log } = request;
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
  const { bids, won } = await new BidBook(facts).counts();
  log.info('failover', { bids, won });
  await showHoldings(chain, keys, log);
  await showParked(chain, keys, log);
}

async function showHoldings(chain: WorkerChain, keys: WorkerKeys, log: Log): Promise<void> {
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

/** What leases owed the owner while its recorded account took nothing: it waits without a deadline. */
async function showParked({ client }: WorkerChain, { authority }: WorkerKeys, log: Log): Promise<void> {
  const confirmed = { commitment: 'confirmed' } as const;
  const [address] = await findParkingPda({ owner: authority.address });
  const parking = await fetchMaybeParking(client.rpc, address, confirmed);
  if (!parking.exists) return;
  const { amount } = (await fetchToken(client.rpc, parking.data.vault, confirmed)).data;
  log.warn('dues that the payout account did not take are parked', { address, usdc: formatUsdc(amount) });
}
