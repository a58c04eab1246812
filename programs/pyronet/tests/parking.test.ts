import { getTransferInstruction } from '@solana-program/token';
import { beforeEach, expect, test } from 'vitest';

import { type Address } from '@solana/kit';

import { getTakeParkedInstructionAsync, LeasePayee } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { freeze } from '../testing/freezing';
import { fundedKey, type Market, openMarket, read } from '../testing/market';
import {
  park,
  parkingOf,
  type ParkingPlace,
  parkingWaitSeconds,
  planParking,
  takeOut,
} from '../testing/parking';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens, removeAccount, tokenBalance } from '../testing/tokens';

/** 30,000 atoms were funded for 300 seconds, of which 50 are served and accepted. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;
let elsewhere: Address;

const evidenceS = 600;
const balance = (at: Address): bigint => tokenBalance(market.chain, at);
const waited = BigInt(evidenceS) + parkingWaitSeconds;

beforeEach(async () => {
  market = await openMarket({ evidenceS });
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult());
  const { address: at } = await fundedKey(market.chain, 'elsewhere');
  const mint = market.network.usdcMint;
  elsewhere = await placeTokens(market.chain, { owner: at, mint, atoms: 0n, at });
});

/** Everything but the renter's due is paid, and nothing else is open. */
async function finishButRenter(): Promise<void> {
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimFees());
  confirmed(await deal.releaseBond());
  confirmed(await deal.closeAttestation());
}

async function donate(to: Address, amount: bigint): Promise<void> {
  const wallet = await fundedKey(market.chain, 'donor');
  const source = await placeTokens(market.chain, {
    owner: wallet.address,
    mint: market.network.usdcMint,
    atoms: amount,
  });
  confirmed(
    await market.send([getTransferInstruction({ source, destination: to, authority: wallet, amount })]),
  );
}

const places = async (): Promise<readonly [ParkingPlace, ParkingPlace]> => [
  await parkingOf(renter.wallet),
  await parkingOf(provider.authority),
];

test('a lease whose renter is frozen closes after 30 days, and the renter takes its money to another account', async () => {
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(waited);
  await finishButRenter();
  expect(verdict(await deal.close())).toBe('notFinished');
  const due = deal.vaultAtoms;
  expect((await planParking(deal, LeasePayee.Renter)).atoms).toBe(due);
  confirmed(await park(deal, LeasePayee.Renter));
  confirmed(await deal.close());
  const [place] = await places();
  expect(balance(place.vault)).toBe(due);
  confirmed(await takeOut(market, place, elsewhere));
  expect(balance(elsewhere)).toBe(due);
  expect(market.chain.account(place.address).exists).toBe(false);
  expect(market.chain.account(place.vault).exists).toBe(false);
});

test('a provider that closed its account is parked, and nobody else’s due with it', async () => {
  removeAccount(market.chain, provider.payout);
  market.chain.passSeconds(waited);
  const held = deal.vaultAtoms;
  const { atoms } = await planParking(deal, LeasePayee.Provider);
  expect(atoms).toBe(
    deal.lease.data.released - (deal.lease.data.released * BigInt(deal.lease.data.feeBps)) / 10_000n,
  );
  confirmed(await park(deal, LeasePayee.Provider));
  const [, place] = await places();
  expect(balance(place.vault)).toBe(atoms);
  expect(deal.vaultAtoms).toBe(held - atoms);
  confirmed(await deal.claimRenter());
  confirmed(await deal.claimFees());
  expect(deal.vaultAtoms).toBe(0n);
  confirmed(await takeOut(market, place, elsewhere));
  expect(balance(elsewhere)).toBe(atoms);
});

test('waits 30 days from the end of the evidence time, to the second', async () => {
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(waited);
  const { instructions } = await planParking(deal, LeasePayee.Renter);
  market.chain.setTime(deal.lease.data.evidenceUntil + 30n * 86_400n, market.chain.slot);
  expect(verdict(await market.send(instructions))).toBe('tooEarly');
  market.chain.setTime(market.chain.now + 1n, market.chain.slot);
  confirmed(await market.send(instructions));
});

test('a payee that can be paid is not parked, however long nobody claimed', async () => {
  market.chain.passSeconds(waited);
  expect(verdict(await park(deal, LeasePayee.Renter))).toBe('payeeCanBePaid');
  expect(verdict(await park(deal, LeasePayee.Provider))).toBe('payeeCanBePaid');
});

test('a lease that still runs parks nothing, and a settled one parks once', async () => {
  const { deal: running, outcome } = await openDeal(market, provider, renter, { nonce: 9n });
  confirmed(outcome);
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(waited);
  const { instructions } = await planParking(deal, LeasePayee.Renter);
  const instead = new Map([
    [deal.address, running.address],
    [deal.vault, running.vault],
  ]);
  const ofRunning = instructions.map((instruction) => ({
    ...instruction,
    accounts: (instruction.accounts ?? []).map((meta) => ({
      ...meta,
      address: instead.get(meta.address) ?? meta.address,
    })),
  }));
  expect(verdict(await market.send(ofRunning))).toBe('wrongState');
  confirmed(await market.send(instructions));
  expect(verdict(await market.send(instructions))).toBe('nothingNew');
});

test('a donation is parked with the renter’s due, so that it keeps no lease from closing', async () => {
  confirmed(await deal.claimRenter());
  removeAccount(market.chain, renter.source);
  market.chain.passSeconds(waited);
  await finishButRenter();
  await donate(deal.vault, 1n);
  expect(verdict(await deal.close())).toBe('failed');
  const rentBefore = market.chain.balance(deal.lease.data.rentPayer);
  confirmed(await park(deal, LeasePayee.Renter));
  confirmed(await deal.close());
  expect(market.chain.balance(renter.wallet.address)).toBeGreaterThan(rentBefore);
  const [place] = await places();
  expect(balance(place.vault)).toBe(1n);
});

test('what comes later is put to the same parking, and the first to park gets the rent of both accounts back', async () => {
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(waited);
  const payer = await fundedKey(market.chain, 'first to park');
  const before = market.chain.balance(payer.address);
  const plan = await planParking(deal, LeasePayee.Renter, payer);
  confirmed(await market.send(plan.instructions));
  expect(before - market.chain.balance(payer.address)).toBe(plan.rentLamports);
  await donate(deal.vault, 7n);
  confirmed(await park(deal, LeasePayee.Renter));
  const [place] = await places();
  expect(read.parking(market.chain, place.address).rentPayer).toBe(payer.address);
  expect(balance(place.vault)).toBe(plan.atoms + 7n);
  confirmed(await takeOut(market, place, elsewhere));
  expect(market.chain.balance(payer.address)).toBe(before);
});

test('only the owner takes out, and its money waits for nobody’s account', async () => {
  confirmed(await freeze(market, renter.source));
  market.chain.passSeconds(waited);
  const { atoms } = await planParking(deal, LeasePayee.Renter);
  confirmed(await park(deal, LeasePayee.Renter));
  const [place] = await places();
  const thief = await fundedKey(market.chain, 'thief');
  const { address: parking, vault } = place;
  const theft = await getTakeParkedInstructionAsync({ owner: thief, parking, vault, destination: elsewhere });
  expect(verdict(await market.send([theft]))).toBe('wrongAuthority');
  confirmed(await takeOut(market, place, elsewhere, true));
  expect(balance(elsewhere)).toBe(atoms);
  expect(market.chain.account(place.address).exists).toBe(true);
  confirmed(await takeOut(market, place, elsewhere));
  expect(market.chain.account(place.address).exists).toBe(false);
});

test('where the issuer froze the lease’s own vault, nobody is parked', async () => {
  confirmed(await freeze(market, renter.source));
  confirmed(await freeze(market, deal.vault));
  market.chain.passSeconds(waited);
  expect(verdict(await park(deal, LeasePayee.Renter))).toBe('wrongTokenAccount');
});
