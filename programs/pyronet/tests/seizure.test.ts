import { type Address } from '@solana/kit';
import { beforeEach, expect, test } from 'vitest';

import { distributeSeizure } from '@/lib/actions/distribute-seizure';
import { requestUnbond } from '@/lib/actions/request-unbond';
import {
  Deposit,
  findBurnVaultPda,
  getWithdrawUnbondedInstructionAsync,
  SeizurePayee,
} from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import {
  burnSeizure,
  type Challenger,
  convict,
  joinAsChallenger,
  lie,
  paySeizure,
  seizureAddress,
  seizureAt,
} from '../testing/fraud';
import { freeze } from '../testing/freezing';
import { type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { tokenBalance } from '../testing/tokens';

/** 100,000 atoms were locked for the lease, of which 1,000 were released before the conviction. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let challenger: Challenger;
let deal: Deal;
let address: Address;
let burnVault: Address;
/** What provider and challenger had together before. */
let worthBefore: bigint;
let renterBefore: bigint;

const week = 604_800n;
const balance = (at: Address): bigint => tokenBalance(market.chain, at);
const record = () => read.provider(market.chain, provider.address);
const worth = () =>
  balance(provider.payout) + balance(challenger.payout) + record().bondFree + record().bondLocked;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  challenger = await joinAsChallenger(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  [burnVault] = await findBurnVaultPda();
  const statements = await lie(deal, confirmed);
  confirmed(await deal.acceptResult(deal.walletApproval, 0));
  expect(deal.lease.data.released).toBe(1_000n);
  address = await seizureAddress(deal);
  worthBefore = worth();
  renterBefore = balance(renter.source);
  confirmed(await convict(deal, challenger, statements));
});

test('burns at least half of the bond after a week, pays the challenger a tenth and the renter what it had paid', async () => {
  market.chain.passSeconds(week + 1n);
  const bondBefore = balance(record().bondVault);
  const stakeBefore = balance(record().stakeVault);
  const { stakeSeized } = record();
  confirmed(await burnSeizure(market, address));
  confirmed(await paySeizure(market, address, SeizurePayee.Renter));
  confirmed(await paySeizure(market, address, SeizurePayee.Challenger));
  expect(balance(burnVault)).toBe(89_000n);
  expect(balance(challenger.payout)).toBe(10_000n);
  expect(balance(renter.source) - renterBefore).toBe(1_000n);
  expect(bondBefore - balance(record().bondVault)).toBe(100_000n);
  expect(stakeBefore - balance(record().stakeVault)).toBe(stakeSeized);
  expect([record().bondSeized, record().stakeSeized, record().openSeizures]).toEqual([0n, 0n, 0]);
});

test('gives the challenger its rent back when nothing is left', async () => {
  market.chain.passSeconds(week + 1n);
  const before = market.chain.balance(challenger.wallet.address);
  confirmed(await paySeizure(market, address, SeizurePayee.Challenger));
  confirmed(await burnSeizure(market, address));
  expect(market.chain.account(address).exists).toBe(true);
  confirmed(await paySeizure(market, address, SeizurePayee.Renter));
  expect(market.chain.account(address).exists).toBe(false);
  expect(market.chain.balance(challenger.wallet.address) - before).toBe(market.chain.rentFor(384));
});

test('rests a week, in seconds and in slots, and burns once', async () => {
  const { chain, network } = market;
  const { restUntil, restUntilSlot } = seizureAt(market, address).data;
  expect(restUntil - chain.now).toBe(week);
  const seizure = seizureAt(market, address);
  const after = { unixSeconds: restUntil + 1n, slot: restUntilSlot + 1n };
  const { instructions } = valueOf(await distributeSeizure({ network, seizure, now: after }));
  chain.setTime(restUntil, restUntilSlot + 1n);
  expect(verdict(await market.send(instructions))).toBe('tooEarly');
  chain.setTime(restUntil + 1n, restUntilSlot);
  expect(verdict(await market.send(instructions))).toBe('tooEarly');
  chain.setTime(restUntil + 1n, restUntilSlot + 1n);
  confirmed(await market.send(instructions));
  expect(verdict(await market.send(instructions))).toBe('nothingNew');
});

test('burns and pays the challenger although the renter’s account is frozen', async () => {
  market.chain.passSeconds(week + 1n);
  confirmed(await freeze(market, renter.source));
  expect(verdict(await paySeizure(market, address, SeizurePayee.Renter))).toBe('failed');
  confirmed(await paySeizure(market, address, SeizurePayee.Challenger));
  confirmed(await burnSeizure(market, address));
  expect([record().openSeizures, record().bondSeized]).toEqual([0, 1_000n]);
});

test('holds every deposit of the provider back until it has burned, and no longer', async () => {
  const { chain, network } = market;
  const { authority, payout } = provider;
  const deposit = Deposit.Bond;
  const request = { network, authority, provider: record(), deposit, amountAtoms: 1_000n, now: chain.now };
  confirmed(await market.send(valueOf(await requestUnbond(request)).instructions));
  chain.passSeconds(20n * 86_400n);
  const vault = record().bondVault;
  const leave = await getWithdrawUnbondedInstructionAsync({ authority, vault, destination: payout, deposit });
  expect(verdict(await market.send([leave]))).toBe('stillLocked');
  confirmed(await burnSeizure(market, address));
  confirmed(await market.send([leave]));
});

test('a provider that convicts itself by a friend loses more than it ever earned, and its renter nothing', async () => {
  market.chain.passSeconds(week + 1n);
  confirmed(await burnSeizure(market, address));
  confirmed(await paySeizure(market, address, SeizurePayee.Renter));
  confirmed(await paySeizure(market, address, SeizurePayee.Challenger));
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimRenter());
  expect(worth() - worthBefore).toBe(-100_000n + 10_000n + 950n);
  expect(balance(renter.source) - renterBefore).toBe(29_000n + 1_000n);
});
