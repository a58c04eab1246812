import { type Address, type KeyPairSigner } from '@solana/kit';
import { expect } from 'vitest';

import { protocolFee } from '@/lib/domain/fee';
import { type Lease, LeaseMode, LeaseState, type Provider } from '@/lib/pyronet/generated';
import { SeizurePaid } from '@/lib/pyronet/seizure-paid';

import { type Bid } from './bid';
import { type Buyer } from './burn';
import { type Deal } from './deal';
import { type Challenger } from './fraud';
import { type Market, read } from './market';
import { type ParkingPlace } from './parking';
import { type ProviderActor } from './provider';
import { type RenterActor } from './renter';
import { expectReputationWithinBounds } from './reputation-invariants';
import { tokenBalance } from './tokens';

/** Everybody in a market; what is left out was not done in it. */
export interface Cast {
  readonly market: Market;
  readonly provider: ProviderActor;
  /** Further providers, each with one offer. */
  readonly others?: readonly ProviderActor[];
  readonly renters: readonly RenterActor[];
  /** Deals that were opened; some may be closed. */
  readonly deals: readonly Deal[];
  /** Orders that were placed; some may be matched or cancelled. */
  readonly bids?: readonly Bid[];
  /** Sends tokens to vaults for nothing. */
  readonly donor?: { readonly wallet: KeyPairSigner; readonly source: Address };
  /** Atoms that were donated, by vault. */
  readonly donated?: ReadonlyMap<Address, bigint>;
  /** A second USDC account that the provider may be paid into. */
  readonly otherPayout?: Address;
  /** Proves fraud. */
  readonly challenger?: Challenger;
  /** Buys what the burn auction sells. */
  readonly buyer?: Buyer;
  /** The network's vaults that fees are split into, those of treasury, burn and verifiers. */
  readonly feeVaults?: readonly Address[];
  /** Where dues of these owners are put aside; some may not be open. */
  readonly parkings?: readonly ParkingPlace[];
  /** Atoms that were parked and not taken out, by the parking's vault. */
  readonly parked?: ReadonlyMap<Address, bigint>;
  /** Addresses of seizures; some may be distributed and closed. */
  readonly seizures?: readonly Address[];
}

/** USDC atoms of everybody and of every vault together: no instruction may change it. */
export function allUsdc(cast: Cast): bigint {
  const { chain, network } = cast.market;
  const accounts = [
    ...providersOf(cast).flatMap(({ payout, address }) => [payout, read.provider(chain, address).bondVault]),
    ...(cast.otherPayout === undefined ? [] : [cast.otherPayout]),
    ...(cast.donor === undefined ? [] : [cast.donor.source]),
    network.feeVault,
    ...(cast.feeVaults ?? []),
    ...(cast.challenger === undefined ? [] : [cast.challenger.payout]),
    ...(cast.buyer === undefined ? [] : [cast.buyer.usdc]),
    ...cast.renters.map(({ source }) => source),
    ...cast.deals.map(({ vault }) => vault),
    ...(cast.bids ?? []).map(({ plan }) => plan.vault),
    ...(cast.parkings ?? []).map(({ vault }) => vault),
  ];
  return [...new Set(accounts)].reduce((sum, at) => sum + tokenBalance(chain, at), 0n);
}

function providersOf({ provider, others = [] }: Cast): readonly ProviderActor[] {
  return [provider, ...others];
}

/** Whether a deal's lease still stands. */
export function isStanding(deal: Deal): boolean {
  return deal.market.chain.account(deal.address).exists;
}

/** What must hold after every instruction, whatever came before. */
export function expectInvariants(cast: Cast): void {
  const { chain } = cast.market;
  const standing = cast.deals.filter(isStanding);
  for (const deal of standing)
    expectLeaseInvariants(deal, deal.lease.data, cast.donated?.get(deal.vault) ?? 0n);

  for (const { plan, order } of (cast.bids ?? []).filter(({ stands }) => stands)) {
    expect(tokenBalance(chain, plan.vault)).toBe(order.data.deposit);
  }
  for (const { vault } of cast.parkings ?? []) {
    expect(tokenBalance(chain, vault)).toBe(cast.parked?.get(vault) ?? 0n);
  }
  for (const each of providersOf(cast)) {
    const own = standing.filter((deal) => deal.provider.address === each.address);
    expectProviderInvariants(cast, each, own);
  }
}

/** What must hold of a provider, its deposits and its offer; `standing` are its own deals. */
function expectProviderInvariants(cast: Cast, actor: ProviderActor, standing: readonly Deal[]): void {
  const { chain } = cast.market;
  const provider = read.provider(chain, actor.address);
  const locked = standing.reduce((sum, deal) => sum + deal.lease.data.bondLocked, 0n);
  expect(provider.bondLocked).toBe(locked);
  const bond = provider.bondFree + provider.bondLocked + provider.bondUnbonding + provider.bondSeized;
  expect(tokenBalance(chain, provider.bondVault)).toBe(bond + (cast.donated?.get(provider.bondVault) ?? 0n));
  expect(tokenBalance(chain, provider.stakeVault)).toBe(
    provider.stake + provider.stakeUnbonding + provider.stakeSeized,
  );
  expectSeizures(cast, actor.address, provider);
  expectReputationWithinBounds(cast.market, provider);
  const busy = standing.filter(({ lease }) =>
    [LeaseState.Open, LeaseState.Accepted, LeaseState.Active].includes(lease.data.state),
  );
  const offer = read.offer(chain, actor.offer);
  expect(offer.gpuCount - offer.gpuFree).toBe(busy.reduce((sum, { lease }) => sum + lease.data.gpuCount, 0));
  expect(offer.liveLeases).toBe(busy.length);
  expect(provider.liveLeases).toBe(busy.length);
}

/** What the provider counts as seized is what its seizures still owe, and each that has not burned holds its deposits back. */
function expectSeizures({ market: { chain }, seizures = [] }: Cast, at: Address, provider: Provider): void {
  const standing = seizures
    .filter((seizure) => chain.account(seizure).exists)
    .map((seizure) => read.seizure(chain, seizure))
    .filter((seizure) => seizure.provider === at);
  const unpaid = (paid: number, bit: number, due: bigint) => ((paid & bit) === 0 ? due : 0n);
  const bond = standing.map(
    ({ paid, burnDue, renterDue, challengerDue }) =>
      unpaid(paid, SeizurePaid.Burned, burnDue) +
      unpaid(paid, SeizurePaid.Renter, renterDue) +
      unpaid(paid, SeizurePaid.Challenger, challengerDue),
  );
  const stake = standing.map(({ paid, stakeSeized }) => unpaid(paid, SeizurePaid.Burned, stakeSeized));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  expect(provider.bondSeized).toBe(sum(bond));
  expect(provider.stakeSeized).toBe(sum(stake));
  expect(provider.openSeizures).toBe(standing.filter(({ paid }) => (paid & SeizurePaid.Burned) === 0).length);
  for (const { bondSeized, burnDue, renterDue, challengerDue, verifiersDue } of standing) {
    expect(burnDue + renterDue + challengerDue + verifiersDue).toBe(bondSeized);
    expect(burnDue * 2n).toBeGreaterThanOrEqual(bondSeized);
  }
}

function expectLeaseInvariants(deal: Deal, lease: Lease, donated: bigint): void {
  const taken = lease.providerClaimed + lease.feeClaimed + lease.renterClaimed + lease.movedOut;
  expect(deal.vaultAtoms).toBe(lease.funded + lease.subsidyFunded - taken + donated);
  expect(lease.released).toBeLessThanOrEqual(lease.accrued);
  // A successor is funded in parts, but released is never more than has come.
  if (lease.hopsUsed === 0) expect(lease.accrued).toBeLessThanOrEqual(lease.funded);
  expect(lease.subsidy).toBeLessThanOrEqual(lease.subsidyFunded);
  const fee = protocolFee(lease.released, lease.feeBps);
  expect(lease.feeClaimed).toBeLessThanOrEqual(fee + lease.forfeited);
  expect(lease.providerClaimed).toBeLessThanOrEqual(lease.released - fee + lease.providerExtra);
  expect(lease.released + lease.forfeited + lease.providerExtra).toBeLessThanOrEqual(
    lease.funded + lease.subsidyFunded,
  );
  expect(lease.acceptedSegments).toBeLessThanOrEqual(lease.segmentCount);
  if (lease.startedAt === 0n) {
    expect(lease.released).toBe(0n);
    return;
  }
  const until = lease.stopAt === 0n ? lease.endAt : lease.stopAt;
  const elapsed = (deal.market.chain.now < until ? deal.market.chain.now : until) - lease.startedAt;
  expect(lease.coveredS).toBeLessThanOrEqual(elapsed);
  const earned = (lease.ratePerHour * lease.coveredS) / 3_600n;
  expect(lease.released).toBeLessThanOrEqual(earned);
  if (lease.mode === LeaseMode.Rent) {
    const vouched = lease.vouchedS === 0n ? 0n : lease.vouchedS + BigInt(lease.intervalS);
    expect(lease.released).toBeLessThanOrEqual((lease.ratePerHour * vouched) / 3_600n);
  } else {
    const units = lease.releasedUnits - lease.baseUnits;
    const work = (lease.ratePerHour * units) / (3_600n * lease.guaranteedUnitsPerS);
    expect(lease.released).toBeLessThanOrEqual(work);
  }
}

/** What a lease may only ever add to: proofs, releases and claims. */
export function expectOnlyGrows(before: Lease, after: Lease): void {
  if (before.openedSlot !== after.openedSlot) return;
  for (const field of [
    'accrued',
    'released',
    'coveredS',
    'providerClaimed',
    'feeClaimed',
    'renterClaimed',
  ] as const) {
    expect(after[field], field).toBeGreaterThanOrEqual(before[field]);
  }
}
