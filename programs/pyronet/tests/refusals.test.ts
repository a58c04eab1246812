import { type Instruction } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import { checkpoint } from '@/lib/actions/checkpoint';
import { heartbeat } from '@/lib/actions/heartbeat';
import { getAddGpuClassInstructionAsync } from '@/lib/pyronet/generated';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter } from '../testing/renter';

/** Refusals that no story in the other files meets. */
let market: Market;

beforeEach(async () => {
  market = await openMarket();
});

describe('a GPU class', () => {
  async function added(changes: { readonly tierMin?: number; readonly name?: string }): Promise<string> {
    const instruction = await getAddGpuClassInstructionAsync({
      authority: market.founder,
      payer: market.founder,
      classId: 60_000,
      tierMin: 1,
      vramMib: 8_192,
      name: 'a new model',
      scoreMin: 0n,
      unitsPerSMin: 0n,
      pricePerHourFloor: 0n,
      ...changes,
    });
    return verdict(await market.send([instruction]));
  }

  test('has a tier that a stake can open', async () => {
    expect(await added({ tierMin: 4 })).toBe('invalidTerms');
    expect(await added({ tierMin: 3 })).toBe('confirmed');
  });

  test('has a name', async () => {
    expect(await added({ name: '' })).toBe('invalidTerms');
  });
});

describe('service that is proved too late', () => {
  let deal: Deal;
  let signed: Readonly<Record<'heartbeat' | 'checkpoint', readonly Instruction[]>>;

  beforeEach(async () => {
    const provider = await joinAsProvider(market);
    const opened = await openDeal(market, provider, await joinAsRenter(market));
    confirmed(opened.outcome);
    deal = opened.deal;
    confirmed(await deal.start());
    market.chain.passSeconds(50n);
    const { worker, address } = provider;
    const work = { worker, provider: address, lease: deal.lease };
    const delivered = { deliveredSegments: 10n, deliveredRoot: deal.job.segmentsRoot(10n) };
    signed = {
      heartbeat: valueOf(heartbeat(work)).instructions,
      checkpoint: valueOf(checkpoint({ ...work, ...delivered })).instructions,
    };
    confirmed(await deal.stop());
    market.chain.passSeconds(121n);
  });

  test.each(['heartbeat', 'checkpoint'] as const)('by a %s counts for nothing', async (action) => {
    expect(verdict(await market.send(signed[action]))).toBe('tooLate');
    confirmed(await deal.settle());
    expect(verdict(await market.send(signed[action]))).toBe('wrongState');
    expect(deal.lease.data.coveredS).toBe(0n);
  });

  test('by a result or a voucher counts for nothing', async () => {
    expect(verdict(await deal.attest(10n))).toBe('tooLate');
    expect(verdict(await deal.redeem({ servedFor: 50n }))).toBe('tooLate');
  });
});
