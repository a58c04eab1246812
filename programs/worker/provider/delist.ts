import { type Address } from '@solana/kit';

import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { OfferStatus } from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { fetchOwnOffers } from './own-accounts';

/** Takes every offer of the provider off the market; those that no lease uses are closed. @throws WorkerError */
export async function delist(
  chain: WorkerChain,
  { authority }: Pick<WorkerKeys, 'authority'>,
  provider: Address,
  log: Log,
): Promise<void> {
  for (const offer of await fetchOwnOffers(chain, provider)) {
    if (offer.data.status !== OfferStatus.Listed && offer.data.liveLeases > 0) continue;
    const { instructions, closes } = await withdrawOffer({ authority, offer });
    await chain.again(`delist ${offer.address}`, authority, instructions);
    log.info('took an offer off the market', { offer: offer.address, closed: closes });
  }
}
