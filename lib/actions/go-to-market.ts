import { type Address, type TransactionSigner } from '@solana/kit';

import { type Problem, type Result, success } from '@/lib/domain/result';
import { tierOfStake } from '@/lib/domain/tier';
import { findProviderPda, type Provider } from '@/lib/pyronet/generated';
import { type Holdings } from '@/lib/pyronet/holdings';
import { type Network } from '@/lib/pyronet/network';

import { depositBond } from './deposit-bond';
import { depositStake } from './deposit-stake';
import { fundWorker } from './fund-worker';
import { type GoToMarketQuote, quoteGoToMarket, shortfall } from './go-to-market-quote';
import { listOffer } from './list-offer';
import { type MarketSteps, type Registration } from './market-steps';
import { payoutAccount } from './payout-account';
import { type ActionPlan, type Located } from './plan';
import { registerProvider } from './register-provider';

/** What going to the market comes to. */
export interface GoToMarketPlan extends ActionPlan {
  readonly provider: Address;
  /** Where the steps list one. */
  readonly offer: Address | null;
  readonly quote: GoToMarketQuote;
}

/**
 * Takes a machine to the market, or as far towards it as the steps go, in one transaction: all of it happens or nothing.
 */
export async function goToMarket(request: {
  readonly network: Network;
  /** The provider's authority; pays and signs. */
  readonly wallet: TransactionSigner;
  readonly holdings: Holdings;
  /** As read just now; null where this wallet is no provider yet. */
  readonly provider: Located<Provider> | null;
  readonly steps: MarketSteps;
}): Promise<Result<GoToMarketPlan>> {
  const { network, wallet, holdings, provider, steps } = request;
  const quote = quoteGoToMarket(steps, holdings);
  const problem = orderProblem(provider, steps) ?? shortfall(quote, holdings);
  if (problem !== undefined) return { ok: false, problem };
  const [address] = await findProviderPda({ authority: wallet.address });
  const registered = await registrationPlan(network, wallet, steps.registration);
  const deposited = await depositsPlan(network, wallet, holdings, address, steps);
  if (!deposited.ok) return deposited;
  const listed = await listingPlan(network, wallet, { address, data: provider?.data }, steps);
  if (!listed.ok) return listed;
  const instructions = [registered, deposited.value, listed.value].flatMap((plan) => plan.instructions);
  return success({ instructions, provider: address, offer: listed.value.offer, quote });
}

function orderProblem(provider: Located<Provider> | null, steps: MarketSteps): Problem | undefined {
  if (provider !== null && steps.registration !== null) {
    return {
      code: 'already_registered',
      message: 'This wallet is registered already.',
      next: 'Go on with the next step; the page shows it.',
    };
  }
  if (provider === null && steps.registration === null) {
    return { code: 'not_registered', message: 'This wallet is not registered.', next: 'Register it first.' };
  }
  return undefined;
}

async function registrationPlan(
  network: Network,
  wallet: TransactionSigner,
  registration: Registration | null,
): Promise<ActionPlan> {
  if (registration === null) return { instructions: [] };
  const { workerPurseLamports, ...named } = registration;
  const payout = await payoutAccount({ payer: wallet, owner: wallet.address, mint: network.usdcMint });
  const registered = await registerProvider({
    network,
    authority: wallet,
    payer: wallet,
    payout: payout.account,
    ...named,
  });
  const funded = fundWorker({
    payer: wallet,
    workerKey: named.workerKey,
    amountLamports: workerPurseLamports,
  });
  return {
    instructions: [
      ...payout.instructions,
      ...registered.instructions,
      ...(funded.ok ? funded.value.instructions : []),
    ],
  };
}

async function depositsPlan(
  network: Network,
  depositor: TransactionSigner,
  { pyroAccount, usdcAccount }: Holdings,
  provider: Address,
  { stakePyroAtoms, bondUsdcAtoms }: MarketSteps,
): Promise<Result<ActionPlan>> {
  const nothing = success<ActionPlan>({ instructions: [] });
  const stake = { network, depositor, source: pyroAccount, provider, amountAtoms: stakePyroAtoms };
  const staked = stakePyroAtoms === 0n ? nothing : await depositStake(stake);
  if (!staked.ok) return staked;
  const bond = { depositor, source: usdcAccount, provider, amountAtoms: bondUsdcAtoms };
  const bonded = bondUsdcAtoms === 0n ? nothing : await depositBond(bond);
  if (!bonded.ok) return bonded;
  return success({ instructions: [...staked.value.instructions, ...bonded.value.instructions] });
}

async function listingPlan(
  network: Network,
  authority: TransactionSigner,
  provider: { readonly address: Address; readonly data: Provider | undefined },
  { listing, stakePyroAtoms }: MarketSteps,
): Promise<Result<ActionPlan & { readonly offer: Address | null }>> {
  if (listing === null) return success({ instructions: [], offer: null });
  const stake = (provider.data?.stake ?? 0n) + stakePyroAtoms;
  const afterwards = {
    address: provider.address,
    data: {
      tier: tierOfStake(stake, network.params.tierStakeMin),
      nextOfferId: provider.data?.nextOfferId ?? 0,
    },
  };
  return listOffer({ network, authority, payer: authority, provider: afterwards, ...listing });
}
