import { type Instruction } from '@solana/kit';
import { beforeEach, describe, expect, test } from 'vitest';

import { takeOffer } from '@/lib/actions/take-offer';
import {
  getTakeOfferInstructionDataCodec,
  Isolation,
  Privacy,
  type TakeOfferInstructionData,
} from '@/lib/pyronet/generated';

import { takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { tokenBalance } from '../testing/tokens';

const largest = (1n << 64n) - 1n;
const codec = getTakeOfferInstructionDataCodec();

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let honest: Instruction;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  const plan = valueOf(await takeOffer(takeRequest(market, provider, renter)));
  const [instruction] = plan.instructions;
  if (instruction === undefined) throw new Error('taking is one instruction');
  honest = instruction;
});

/** The honest instruction with some of its arguments changed. */
function changed(changes: Partial<TakeOfferInstructionData>): Instruction {
  const data = codec.decode(Uint8Array.from(honest.data ?? []));
  return { ...honest, data: codec.encode({ ...data, ...changes }) };
}

describe('the guard that the taker signs', () => {
  test.each<[string, Partial<TakeOfferInstructionData>, string]>([
    ['a lower price', { pricePerHourMax: 359_999n }, 'priceMoved'],
    ['another class', { classId: 1 }, 'classMismatch'],
    ['more memory per GPU', { vramMibMin: 8_193 }, 'vramTooSmall'],
    ['another region', { region: 840 }, 'regionMismatch'],
    ['a better reputation', { reputationMin: 1 }, 'reputationTooLow'],
    ['a higher tier', { tierMin: 4 }, 'tierTooLow'],
    ['stronger isolation', { isolationMin: Isolation.Confidential }, 'tierTooLow'],
    ['other terms', { termsHash: new Uint8Array(32) }, 'termsMoved'],
    ['other privacy', { privacy: Privacy.Renter }, 'termsMoved'],
    ['other parameters', { paramsVersion: 2 }, 'staleParams'],
  ])('that asks for %s fails the transaction', async (_, changes, error) => {
    expect(verdict(await market.send([changed(changes)]))).toBe(error);
    expect(tokenBalance(market.chain, renter.source)).toBe(1_000_000_000n);
    confirmed(await market.send([honest]));
  });
});

describe('arguments at and beyond their limits', () => {
  test.each<[string, Partial<TakeOfferInstructionData>, string]>([
    ['no GPU', { gpuCount: 0 }, 'notEnoughGpus'],
    ['more GPUs than there are', { gpuCount: 65_535 }, 'notEnoughGpus'],
    ['no time', { durationS: 0n }, 'durationOutOfBounds'],
    ['more time than offered', { durationS: 86_401n }, 'durationOutOfBounds'],
    ['endless time', { durationS: largest }, 'durationOutOfBounds'],
    ['no work', { unitCap: 0n }, 'invalidJob'],
    ['endless work', { unitCap: largest }, 'notEnoughBond'],
    ['no segments', { segmentCount: 0n }, 'invalidJob'],
    ['endless segments', { segmentCount: largest }, 'invalidJob'],
    ['no job', { jobRoot: new Uint8Array(32) }, 'invalidJob'],
    ['no plan', { planRoot: new Uint8Array(32) }, 'invalidJob'],
    ['everything at risk', { valueAtRisk: largest }, 'valueAtRiskTooHigh'],
    ['huge inputs', { inputBytes: largest }, 'uploadTooLarge'],
    ['huge memory', { peakMemoryBytes: largest }, 'uploadTooLarge'],
    ['a tip above the limit', { tipLamports: 10_000_001n }, 'tipTooHigh'],
    ['a tip beyond all lamports', { tipLamports: largest }, 'overflow'],
    ['a reward for audits that are not there', { auditReward: 1n }, 'auditUnavailable'],
    ['a bump that is not canonical', { bump: 0 }, 'wrongAddress'],
    ['a vault bump that is not canonical', { vaultBump: 0 }, 'wrongAddress'],
  ])('%s is refused', async (_, changes, error) => {
    expect(verdict(await market.send([changed(changes)]))).toBe(error);
    expect(tokenBalance(market.chain, renter.source)).toBe(1_000_000_000n);
  });

  test('data that is cut short or too long is refused', async () => {
    const data = Uint8Array.from(honest.data ?? []);
    for (const wrong of [
      data.slice(0, -1),
      Uint8Array.from([...data, 0]),
      data.slice(0, 1),
      new Uint8Array(),
    ]) {
      expect(verdict(await market.send([{ ...honest, data: wrong }]))).toBe('invalidInstruction');
    }
    for (const unknown of [34, 255]) {
      const wrong = Uint8Array.from([unknown, ...data.slice(1)]);
      expect(verdict(await market.send([{ ...honest, data: wrong }]))).toBe('invalidInstruction');
    }
  });

  test('too few accounts are refused', async () => {
    const accounts = honest.accounts ?? [];
    for (let count = 0; count < 11; count += 1) {
      const outcome = await market.send([{ ...honest, accounts: accounts.slice(0, count) }]);
      expect(verdict(outcome)).toBe('notEnoughAccounts');
    }
  });
});
