import { type Address } from '@solana/kit';
import { getTransferInstruction } from '@solana-program/token';

import { beatProvider } from '@/lib/actions/beat-provider';
import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { updateProvider } from '@/lib/actions/update-provider';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import {
  Deposit,
  findBurnVaultPda,
  findTreasuryVaultPda,
  findVerifierVaultPda,
} from '@/lib/pyronet/generated';

import { type Bid } from '../bid';
import { joinAsBuyer } from '../burn';
import { type Observer, type Outcome } from '../chain';
import { type Deal } from '../deal';
import { valueOf } from '../expectation';
import { joinAsChallenger } from '../fraud';
import { freeze, thaw } from '../freezing';
import { type Cast } from '../invariants';
import { fundedKey, openMarket, read } from '../market';
import { parkingOf } from '../parking';
import { joinAsProvider } from '../provider';
import { joinAsRenter } from '../renter';
import { placeTokens, tokenBalance } from '../tokens';

/** Everybody of one random market, and what was done to them from outside. */
export interface World extends Required<Cast> {
  readonly deals: Deal[];
  readonly bids: Bid[];
  readonly seizures: Address[];
  readonly donated: Map<Address, bigint>;
  readonly parked: Map<Address, bigint>;
  /** Token accounts that the issuer has frozen. */
  readonly frozen: Set<Address>;
}

/** A market in which a few small leases already move a score, and a few more reach the caps. */
const quickReputation = { half: 5_000n, pairCap: 400n, epochCap: 600n, epochS: 600 };

/** Opens a market with short waits. `observe` is told of every transaction. */
export async function newWorld(observe: Observer): Promise<World> {
  const waits = { evidenceS: 120, unbondingS: 240, windowS: 60, windowSlots: 60 };
  const market = await openMarket({ ...waits, burnLotAtoms: 1_000_000n }, observe, quickReputation);
  const provider = await joinAsProvider(market, { terms: { gpuCount: 3, acceptWithinSeconds: 300 } });
  const otherTerms = { gpuCount: 3, acceptWithinSeconds: 300, pricePerHour: 350_000n };
  const others = [await joinAsProvider(market, { name: 'second provider', terms: otherTerms })];
  const renters = [await joinAsRenter(market), await joinAsRenter(market, { name: 'second renter' })];
  const donor = await fundedKey(market.chain, 'donor');
  const { usdcMint: mint, pyroMint } = market.network;
  const donations = await placeTokens(market.chain, { owner: donor.address, mint, atoms: 10n ** 9n });
  for (const { authority } of [provider, ...others]) {
    await placeTokens(market.chain, { owner: authority.address, mint: pyroMint, atoms: 10n ** 9n });
  }
  await placeTokens(market.chain, { owner: provider.authority.address, mint, atoms: 10n ** 9n });
  const { address: second } = await fundedKey(market.chain, 'second payout');
  const otherPayout = await placeTokens(market.chain, {
    owner: provider.authority.address,
    mint,
    atoms: 0n,
    at: second,
  });
  return {
    market,
    provider,
    others,
    renters,
    deals: [],
    bids: [],
    seizures: [],
    challenger: await joinAsChallenger(market),
    buyer: await joinAsBuyer(market),
    feeVaults: await feeVaults(),
    donor: { wallet: donor, source: donations },
    donated: new Map(),
    parkings: await Promise.all(
      [provider, ...others]
        .map(({ authority }) => parkingOf(authority))
        .concat(renters.map(({ wallet }) => parkingOf(wallet))),
    ),
    parked: new Map(),
    otherPayout,
    frozen: new Set(),
  };
}

async function feeVaults(): Promise<Address[]> {
  const found = await Promise.all([findTreasuryVaultPda(), findBurnVaultPda(), findVerifierVaultPda()]);
  return found.map(([at]) => at);
}

/** What somebody tries with the provider's own accounts, or from outside; `size` chooses how much. */
export const worldAttempts: Readonly<Record<string, (world: World, size: bigint) => Promise<Outcome>>> = {
  beat: async ({ market, provider }, size) => {
    const { worker, address } = provider;
    const beat = {
      network: market.network,
      worker,
      provider: address,
      liveForSeconds: 900 + Number(size) * 100,
    };
    return market.send(valueOf(await beatProvider(beat)).instructions);
  },
  depositBond: async ({ market, provider }, size) => {
    const { authority: depositor, payout: source, address } = provider;
    const deposit = { depositor, source, provider: address, amountAtoms: size * 100n };
    return market.send(valueOf(await depositBond(deposit)).instructions);
  },
  depositStake: async ({ market, provider }, size) => {
    const { authority: depositor, pyroAccount: source, address } = provider;
    const deposit = { network: market.network, depositor, source, provider: address, amountAtoms: size };
    return market.send(valueOf(await depositStake(deposit)).instructions);
  },
  requestUnbond: (world, size) => unbond(world, Deposit.Bond, size * 1_000_000n),
  requestUnstake: (world, size) => unbond(world, Deposit.Stake, size),
  withdrawBond: (world) => leave(world, Deposit.Bond),
  withdrawStake: (world) => leave(world, Deposit.Stake),
  reprice: async ({ market, provider }, size) => {
    const { chain, network } = market;
    const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
    const { authority } = provider;
    const price = { network, authority, offer, pricePerHour: 300_000n + size * 4_000n, now: chain.now };
    return market.send(valueOf(await repriceOffer(price)).instructions);
  },
  changePayout: async ({ market, provider, otherPayout }, size) => {
    const { authority, address, payout } = provider;
    const before = read.provider(market.chain, address);
    const change = { authority, provider: before, payout: size % 2n === 0n ? payout : otherPayout };
    return market.send((await updateProvider(change)).instructions);
  },
  donate,
  freeze: (world, size) => setFrozen(world, size, freeze),
  thaw: (world, size) => setFrozen(world, size, thaw),
};

async function unbond({ market, provider }: World, deposit: Deposit, amountAtoms: bigint): Promise<Outcome> {
  const { chain, network } = market;
  const { authority, address } = provider;
  const before = read.provider(chain, address);
  const request = { network, authority, provider: before, deposit, amountAtoms, now: chain.now };
  return market.send(valueOf(await requestUnbond(request)).instructions);
}

async function leave({ market, provider }: World, deposit: Deposit): Promise<Outcome> {
  const { authority, address, payout, pyroAccount } = provider;
  const destination = deposit === Deposit.Bond ? payout : pyroAccount;
  const before = read.provider(market.chain, address);
  const withdrawal = { authority, provider: before, deposit, destination, now: market.chain.now };
  return market.send(valueOf(await withdrawUnbonded(withdrawal)).instructions);
}

/** Somebody sends tokens to a vault, for nothing. */
async function donate(world: World, size: bigint): Promise<Outcome> {
  const { market, donor, donated, provider } = world;
  const { bondVault } = read.provider(market.chain, provider.address);
  const vaults = [bondVault, ...world.deals.map(({ vault }) => vault)];
  const destination = vaults[Number(size) % vaults.length] ?? bondVault;
  const amount = size + 1n;
  const { wallet: authority, source } = donor;
  const outcome = await market.send([getTransferInstruction({ source, destination, authority, amount })]);
  if (outcome.ok) donated.set(destination, (donated.get(destination) ?? 0n) + amount);
  return outcome;
}

async function setFrozen(world: World, size: bigint, change: typeof freeze): Promise<Outcome> {
  const { market, provider, renters, frozen } = world;
  const payees = [provider.payout, ...renters.map(({ source }) => source)];
  const account = payees[Number(size) % payees.length] ?? provider.payout;
  const outcome = await change(market, account);
  if (outcome.ok && change === freeze) frozen.add(account);
  if (outcome.ok && change === thaw) frozen.delete(account);
  return outcome;
}

/** Thaws whoever is frozen. */
export async function thawAll(world: World): Promise<void> {
  for (const index of [0n, 1n, 2n]) await setFrozen(world, index, thaw);
}

/** Once nothing is open, every provider takes everything out that it put in, and its offer closes. */
export async function takeEverythingOut(world: World): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const provider of [world.provider, ...world.others]) {
    outcomes.push(...(await takeOut({ ...world, provider })));
  }
  return outcomes;
}

async function takeOut(world: World): Promise<Outcome[]> {
  const { market, provider } = world;
  const { chain } = market;
  const outcomes: Outcome[] = [];
  const { bondFree, stake } = read.provider(chain, provider.address);
  if (bondFree > 0n) outcomes.push(await unbond(world, Deposit.Bond, bondFree));
  if (stake > 0n) outcomes.push(await unbond(world, Deposit.Stake, stake));
  chain.passSeconds(10_000n);
  const { bondUnbonding, stakeUnbonding } = read.provider(chain, provider.address);
  if (bondUnbonding > 0n) outcomes.push(await leave(world, Deposit.Bond));
  if (stakeUnbonding > 0n) outcomes.push(await leave(world, Deposit.Stake));
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  const withdrawal = await withdrawOffer({ authority: provider.authority, offer });
  return [...outcomes, await market.send(withdrawal.instructions)];
}

/** USDC atoms in the provider's bond vault that nobody deposited. */
export function bondDonations({ market, provider, donated }: World): {
  readonly held: bigint;
  readonly donated: bigint;
} {
  const { bondVault } = read.provider(market.chain, provider.address);
  return { held: tokenBalance(market.chain, bondVault), donated: donated.get(bondVault) ?? 0n };
}
