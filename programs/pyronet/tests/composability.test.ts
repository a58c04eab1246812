import { type Address, type Instruction } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import { matchOrder } from '@/lib/actions/match-order';
import { type ActionPlan } from '@/lib/actions/plan';
import { placeOrder } from '@/lib/actions/place-order';
import { stopLease } from '@/lib/actions/stop-lease';
import { takeOffer } from '@/lib/actions/take-offer';
import { LeaseState } from '@/lib/pyronet/generated';

import { clock, orderRequest } from '../testing/bid';
import { Deal, takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Fund, openFund } from '../testing/fund';
import { sampleJob } from '../testing/job';
import { type Market, openMarket, read } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { placeTokens, tokenBalance } from '../testing/tokens';

let market: Market;
let provider: ProviderActor;
let fund: Fund;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  fund = await openFund(market);
});

const fundAtoms = (): bigint => tokenBalance(market.chain, fund.actor.source);

interface Changes {
  readonly renterPayout?: Address;
  readonly pricePerHourMax?: bigint;
}

async function taking({ renterPayout = fund.actor.source, pricePerHourMax = 360_000n }: Changes = {}) {
  const request = takeRequest(market, provider, fund.actor);
  const asFund = { renter: fund.signer, payer: fund.manager, renterPayout, guard: { pricePerHourMax } };
  const plan = valueOf(await takeOffer({ ...request, ...asFund }));
  return { plan, instruction: only(plan) };
}

function only({ instructions }: ActionPlan): Instruction {
  const [instruction] = instructions;
  if (instruction === undefined || instructions.length > 1) throw new Error('not one instruction');
  return instruction;
}

describe('a program', () => {
  test('rents a machine as its own address, stops it and gets the rest back', async () => {
    const { plan, instruction } = await taking();
    confirmed(await market.send([fund.through('rent', instruction)]));
    const { lease: address, vault } = plan;
    const deal = new Deal({ market, provider, renter: fund.actor, job: sampleJob(), address, vault });
    expect(deal.lease.data.renter).toBe(fund.at);
    expect(deal.vaultAtoms).toBe(deal.lease.data.funded);
    expect(fundAtoms()).toBe(1_000_000_000n - deal.lease.data.funded);

    confirmed(await deal.start());
    market.chain.passSeconds(40n);
    const stopping = await stopLease({
      approval: { by: 'signature', signer: fund.signer },
      lease: deal.lease,
    });
    confirmed(await market.send([fund.through('stop', only(valueOf(stopping)))]));
    market.chain.passSeconds(200n);
    confirmed(await deal.settle());
    confirmed(await deal.claimRenter());
    expect(deal.lease.data.state).toBe(LeaseState.Settled);
    expect(fundAtoms()).toBe(1_000_000_000n);
  });

  test('does so only for its manager', async () => {
    const { instruction } = await taking();
    const sent = await market.send([fund.through('rent', instruction, market.relayer)]);
    expect(verdict(sent)).toBe('failed');
    expect(fundAtoms()).toBe(1_000_000_000n);
  });

  test('keeps to its price, and to refunds for itself', async () => {
    const dear = await taking({ pricePerHourMax: 5_000_001n });
    expect(verdict(await market.send([fund.through('rent', dear.instruction)]))).toBe('failed');
    const { usdcMint } = market.network;
    const mine = await placeTokens(market.chain, { owner: fund.manager.address, mint: usdcMint, atoms: 0n });
    const diverted = await taking({ renterPayout: mine });
    expect(verdict(await market.send([fund.through('rent', diverted.instruction)]))).toBe('failed');
    expect(fundAtoms()).toBe(1_000_000_000n);
  });

  test('hears the market’s own refusals', async () => {
    const { instruction } = await taking();
    market.chain.passSeconds(100_000n);
    expect(verdict(await market.send([fund.through('rent', instruction)]))).toBe('providerOffline');
  });

  test('places an order and matches it', async () => {
    const asFund = { renter: fund.signer, payer: fund.manager, startPrice: 400_000n };
    const placed = valueOf(await placeOrder(orderRequest(market, fund.actor, asFund)));
    confirmed(await market.send([fund.through('bid', only(placed))]));
    expect(tokenBalance(market.chain, placed.vault)).toBe(placed.deposit);

    const order = { address: placed.order, data: read.order(market.chain, placed.order) };
    const offer = { address: provider.offer, data: read.offer(market.chain, provider.offer) };
    const { network, relayer } = market;
    const matching = await matchOrder({ network, matcher: relayer, order, offer, now: clock(market) });
    const matched = valueOf(matching);
    confirmed(await market.send([fund.through('match', only(matched), relayer)]));
    const lease = read.lease(market.chain, matched.lease);
    expect(lease.renter).toBe(fund.at);
    expect(lease.state).toBe(LeaseState.Open);
    expect(fundAtoms()).toBe(1_000_000_000n - lease.funded);
  });
});
