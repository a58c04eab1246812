import { stakeMissingForTier } from '@/lib/domain/tier';
import { type OfferRow } from '@/lib/index-api/shapes';
import { type Provider } from '@/lib/pyronet/generated';
import { Deposit } from '@/lib/pyronet/generated/types/deposit';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { depositView } from '../deposits/deposit-view';
import { type ProviderMoney } from '../money/provider-money';
import { type ProviderFacts } from './next-action';

/** What the next action follows from, gathered from the chain and the index. */
export function providerFacts(
  chain: ProviderChain,
  provider: Provider,
  offers: readonly OfferRow[],
  money: ProviderMoney,
  nowUnixS: number,
): ProviderFacts {
  const { params } = chain.network;
  const listedTier = offers.reduce((highest, { tier }) => Math.max(highest, tier), 0);
  const now = BigInt(Math.floor(nowUnixS));
  const withdrawable = [Deposit.Bond, Deposit.Stake]
    .map((deposit) => depositView(provider, deposit, now))
    .filter(({ heldBecause, unbonding }) => heldBecause === null && unbonding > 0n)
    .map(({ unit, unbonding }) => ({ unit, atoms: unbonding }));
  return {
    liveUntil: provider.liveUntil,
    listedOffers: provider.offers,
    listedTier,
    tier: provider.tier,
    stakeMissing: stakeMissingForTier(provider.stake, Math.max(1, listedTier), params.tierStakeMin),
    bondFree: provider.bondFree,
    leastBondAtoms: params.bondPerLeaseMin,
    workerLamports: chain.workerLamports,
    claimable: money.claimable,
    withdrawable,
    liveLeases: provider.liveLeases,
  };
}
