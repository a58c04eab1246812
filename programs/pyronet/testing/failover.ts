import { type Address, type KeyPairSigner } from '@solana/kit';
import { expect } from 'vitest';

import { type FailoverPolicy } from '@/lib/actions/failover-policy';
import { type OfferTerms } from '@/lib/actions/list-offer';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { successorNonce } from '@/lib/actions/successor-nonce';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { absentAddress } from '@/lib/pyronet/absent-address';
import {
  findLeasePda,
  findVaultPda,
  getAwardFailoverInstructionAsync,
  getProviderEncoder,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';

import { duesOf } from '@/lib/pyronet/lease-dues';

import { type Chain, type Outcome } from './chain';
import { type Deal, type DealTerms, openDeal } from './deal';
import { confirmed, valueOf } from './expectation';
import { fundedKey, type Market, openMarket, read } from './market';
import { joinAsProvider, type ProviderActor } from './provider';
import { joinAsRenter, type RenterActor } from './renter';
import { tokenBalance } from './tokens';

/** A running lease with a failover policy, and providers that could take it over. */
export interface FailoverCast {
  readonly market: Market;
  readonly renter: RenterActor;
  readonly provider: ProviderActor;
  /** At the same price as the first. */
  readonly second: ProviderActor;
  readonly third: ProviderActor;
  /** As dear as the failed bond still bears the difference of. */
  readonly dear: ProviderActor;
  /** Awards, and pays no fees. */
  readonly awarder: KeyPairSigner;
  readonly deal: Deal;
  readonly providers: ProviderActor[];
  readonly join: (name: string, terms: Partial<OfferTerms>, bondAtoms?: bigint) => Promise<ProviderActor>;
  /** Somebody takes the only GPU of a provider's offer. */
  readonly occupy: (provider: ProviderActor) => Promise<void>;
  readonly reprice: (provider: ProviderActor, pricePerHour: bigint) => Promise<void>;
  readonly withdraw: (provider: ProviderActor) => Promise<void>;
  /** Lets a provider's time to be shown as live end. */
  readonly silence: (provider: ProviderActor) => void;
  /** The award as nobody's client would build it. */
  readonly forceAward: (deal: Deal, candidate: ProviderActor, offset?: number) => Promise<Outcome>;
}

/** Two hops, at most twice the price. */
const policy: FailoverPolicy = { hopsMax: 2, ratePerHourMax: 720_000n };

export async function openFailoverCast(
  terms: DealTerms = {},
  failover: FailoverPolicy = policy,
): Promise<FailoverCast> {
  const market = await openMarket({ evidenceS: 600, unbondingS: 1_200 });
  const providers: ProviderActor[] = [];
  const join: FailoverCast['join'] = async (name, offered, bondAtoms = 1_000_000_000n) => {
    const joined = await joinAsProvider(market, { name, terms: offered, bondAtoms });
    providers.push(joined);
    return joined;
  };
  const provider = await join('provider', {});
  const renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter, {
    ...terms,
    request: { failover, ...terms.request },
  });
  confirmed(opened.outcome);
  const { deal } = opened;
  confirmed(await deal.start());
  return {
    market,
    renter,
    provider,
    second: await join('second', {}),
    third: await join('third', {}),
    dear: await join('dear', { pricePerHour: 504_000n }),
    awarder: await fundedKey(market.chain, 'awarder'),
    deal,
    providers,
    join,
    occupy: async (busy) => {
      confirmed((await openDeal(market, busy, renter, { nonce: 90n })).outcome);
    },
    reprice: async ({ authority, offer: address }, pricePerHour) => {
      const offer = { address, data: read.offer(market.chain, address) };
      const { network, chain } = market;
      const plan = repriceOffer({ network, authority, offer, pricePerHour, now: chain.now });
      confirmed(await market.send(valueOf(await plan).instructions));
    },
    withdraw: async ({ authority, offer: address }) => {
      const offer = { address, data: read.offer(market.chain, address) };
      confirmed(await market.send((await withdrawOffer({ authority, offer })).instructions));
    },
    silence: ({ address }) => silence(market, address),
    forceAward: (from, candidate, offset) => forceAward(market, from, candidate, offset),
  };
}

function silence({ chain }: Market, address: ProviderActor['address']): void {
  const data = { ...read.provider(chain, address), liveUntil: chain.now - 1n };
  const encoded = Uint8Array.from(getProviderEncoder().encode(data));
  chain.setAccount({ address, programAddress: PYRONET_PROGRAM_ADDRESS, data: encoded });
}

async function forceAward(
  market: Market,
  deal: Deal,
  candidate: ProviderActor,
  offset?: number,
): Promise<Outcome> {
  const { renter, nonce, provider: formerProvider, vault } = deal.lease.data;
  const found = await successorNonce(renter, nonce);
  const nonceOffset = offset ?? found.nonceOffset;
  const next = BigInt.asUintN(64, found.successorNonce - BigInt(found.nonceOffset) + BigInt(nonceOffset));
  const successor = await findLeasePda({ renter, nonce: next });
  const instruction = await getAwardFailoverInstructionAsync({
    awarder: market.relayer,
    lease: deal.address,
    vault,
    successor,
    successorVault: await findVaultPda({ lease: successor[0] }),
    formerProvider,
    provider: candidate.address,
    offer: candidate.offer,
    params: market.network.paramsAddress,
    usdcMint: market.network.usdcMint,
    nonceOffset,
  });
  return market.send([instruction]);
}

/** USDC atoms of everybody, and of the lease's vault and those of its successors: no instruction may change it. */
export function allFailoverUsdc(cast: FailoverCast): bigint {
  const { chain, network } = cast.market;
  const vaults = vaultsFrom(chain, cast.deal.address);
  const bonds = cast.providers.map(({ address }) => read.provider(chain, address).bondVault);
  const payouts = cast.providers.map(({ payout }) => payout);
  const all = [...vaults, ...bonds, ...payouts, network.feeVault, cast.renter.source];
  return [...new Set(all)].reduce((sum, account) => sum + tokenBalance(chain, account), 0n);
}

/** The vaults of a lease and of its successors, one after the other. */
function vaultsFrom(chain: Chain, lease: Address): Address[] {
  const { vault, successor } = read.lease(chain, lease);
  return successor === absentAddress ? [vault] : [vault, ...vaultsFrom(chain, successor)];
}

/** Claims of everybody in all of these deals; the renter's is what the client says it is due. */
export async function payEverybody(deals: readonly Deal[]): Promise<void> {
  for (const deal of deals) {
    confirmed(await deal.claimProvider());
    confirmed(await deal.claimFees());
    await claimRenterAsDue(deal);
  }
}

/** The renter's claim pays what the client says is due. */
export async function claimRenterAsDue(deal: Deal): Promise<void> {
  const { renter } = duesOf(deal.lease.data);
  const before = deal.vaultAtoms;
  confirmed(await deal.claimRenter());
  expect(before - deal.vaultAtoms).toBe(renter);
}
