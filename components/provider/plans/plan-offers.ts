import { type Address, type TransactionSigner } from '@solana/kit';

import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { failure, type Result, success } from '@/lib/domain/result';
import { fetchMaybeOffer, type Offer } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';

import { chainSeconds } from './chain-seconds';
import { walletSession } from './wallet-session';

/** Changes the price of an offer: a cut holds at once, a raise after the network's delay. */
export async function planReprice(
  wallet: TransactionSigner,
  authority: Address,
  offer: Address,
  pricePerHour: bigint,
): Promise<Result<ActionPlan>> {
  const [session, found] = await Promise.all([walletSession(wallet, authority), readOffer(offer)]);
  if (!session.ok) return session;
  if (!found.ok) return found;
  const chain = session.value;
  return repriceOffer({
    network: chain.network,
    authority: wallet,
    offer: found.value,
    pricePerHour,
    now: await chainSeconds(),
  });
}

/** Takes an offer off the market. */
export async function planWithdrawOffer(
  wallet: TransactionSigner,
  authority: Address,
  offer: Address,
): Promise<Result<ActionPlan>> {
  const [session, found] = await Promise.all([walletSession(wallet, authority), readOffer(offer)]);
  if (!session.ok) return session;
  if (!found.ok) return found;
  return success(await withdrawOffer({ authority: wallet, offer: found.value }));
}

async function readOffer(address: Address): Promise<Result<Located<Offer>>> {
  const { rpc } = await browserChain();
  const offer = await fetchMaybeOffer(rpc, address, { commitment: 'confirmed' });
  if (offer.exists) return success(offer);
  return failure('offer_gone', 'This offer is closed.', 'Nothing needs to be done; its rent came back.');
}
