import { beatProvider } from '@/lib/actions/beat-provider';
import { findConfigPda, LeasePayee, SeizurePayee } from '@/lib/pyronet/generated';
import { buyLot, joinAsBuyer, openLot, planSplit } from '@/programs/pyronet/testing/burn';
import { type Deal, type DealTerms, openDeal } from '@/programs/pyronet/testing/deal';
import { confirmed, valueOf } from '@/programs/pyronet/testing/expectation';
import { freeze } from '@/programs/pyronet/testing/freezing';
import {
  burnSeizure,
  convict,
  joinAsChallenger,
  lie,
  paySeizure,
  seizureAddress,
} from '@/programs/pyronet/testing/fraud';
import { type Market } from '@/programs/pyronet/testing/market';
import { park, parkingOf, parkingWaitSeconds, takeOut } from '@/programs/pyronet/testing/parking';
import { joinAsProvider, type ProviderActor } from '@/programs/pyronet/testing/provider';
import { joinAsRenter, type RenterActor } from '@/programs/pyronet/testing/renter';
import { placeTokens } from '@/programs/pyronet/testing/tokens';

/** How a life opens its leases. */
export type Open = (terms?: DealTerms) => Promise<Deal>;

/** Longer than a seizure rests. */
const restSeconds = 8n * 86_400n;

/** A provider contradicts itself and loses its deposits, which are given out. */
export async function playFraud(market: Market, repetition: number): Promise<void> {
  const liar = await joinAsProvider(market, { name: `liar ${repetition}` });
  const renter = await joinAsRenter(market, { name: `deceived ${repetition}` });
  const challenger = await joinAsChallenger(market);
  const { deal, outcome } = await openDeal(market, liar, renter);
  confirmed(outcome);
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await convict(deal, challenger, await lie(deal, confirmed)));
  const seizure = await seizureAddress(deal);
  market.chain.passSeconds(restSeconds);
  confirmed(await burnSeizure(market, seizure));
  confirmed(await paySeizure(market, seizure, SeizurePayee.Challenger));
}

/** What a busy network collected is split, and a lot of it sold. */
export async function playFees(market: Market): Promise<void> {
  const { usdcMint: mint, feeVault: at } = market.network;
  const [owner] = await findConfigPda();
  await placeTokens(market.chain, { owner, mint, atoms: 1_000_000_000_000n, at });
  const buyer = await joinAsBuyer(market);
  confirmed(await market.send((await planSplit(market)).instructions));
  confirmed(await openLot(market));
  confirmed(await buyLot(market, buyer));
}

/** A renter whose account is frozen, and that takes its money to another one later. */
export async function playParking(
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  open: Open,
): Promise<void> {
  const { worker, address } = provider;
  const beat = { network: market.network, worker, provider: address, liveForSeconds: 7_200 };
  confirmed(await market.send(valueOf(await beatProvider(beat)).instructions));
  const deal = await open();
  confirmed(await deal.reject());
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(parkingWaitSeconds);
  confirmed(await park(deal, LeasePayee.Renter));
  const place = await parkingOf(renter.wallet);
  const owner = renter.wallet.address;
  const mint = market.network.usdcMint;
  const elsewhere = await placeTokens(market.chain, { owner, mint, atoms: 0n });
  confirmed(await takeOut(market, place, elsewhere));
}
