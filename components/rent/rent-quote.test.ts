import { address } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  getOfferDecoder,
  getOfferSize,
  getProviderDecoder,
  getProviderSize,
  OfferStatus,
} from '@/lib/pyronet/generated';
import { initialParams } from '@/lib/pyronet/initial-params';

import { type QuotedJob, rentQuote } from './rent-quote';
import { type RentTerms } from './rent-terms';

const somewhere = address('SysvarC1ock11111111111111111111111111111111');
const digest = new Uint8Array(32).fill(1);
const now = 1_800_000_000n;

const job: QuotedJob = {
  plan: {
    jobRoot: digest,
    planRoot: digest,
    inputRoot: digest,
    carriesState: false,
    segmentCount: 300,
    cumulativeUnits: [300_000n],
    peakMemoryBytes: 1n,
    resultBytes: 1n,
  },
  inputBytes: 9,
};
const offer = {
  ...getOfferDecoder().decode(Uint8Array.of(5, ...new Uint8Array(getOfferSize() - 1))),
  status: OfferStatus.Listed,
  modes: 1,
  gpuCount: 1,
  gpuFree: 1,
  pricePerHour: 360_000n,
  guaranteedUnitsPerS: 1_000n,
  minDurationS: 60n,
  maxDurationS: 3_600n,
  memoryBytes: 10n,
  maxUploadBytes: 10n,
  acceptWithinS: 60,
  startWithinS: 600,
};
const provider = {
  ...getProviderDecoder().decode(Uint8Array.of(4, ...new Uint8Array(getProviderSize() - 1))),
  liveUntil: now + 60n,
  bondFree: 1_000_000n,
};
const holdings = {
  lamports: 20_000_000n,
  usdcAccount: somewhere,
  usdcAtoms: 50_000n,
  hasUsdcAccount: true,
  pyroAccount: somewhere,
  pyroAtoms: 0n,
  hasPyroAccount: false,
};
const terms: RentTerms = {
  network: {
    genesisHash: digest,
    authority: somewhere,
    usdcMint: somewhere,
    pyroMint: somewhere,
    feeVault: somewhere,
    paramsVersion: 1,
    paramsAddress: somewhere,
    params: initialParams,
  },
  offer: { address: somewhere, data: offer },
  provider: { address: somewhere, data: provider },
  now,
  holdings,
};
const deposits = 9_799_680n + 2_039_280n;

describe('the quote of a job', () => {
  test('states what leaves the purse to the atom and to the lamport', () => {
    const quote = rentQuote(terms, job, 360_000n);
    expect(quote.escrow).toBe(30_000n);
    expect(quote.rentLamports).toBe(deposits);
    expect(quote.purse).toEqual({
      usdcAfter: 20_000n,
      lamportsAfter: 20_000_000n - deposits - quote.networkFeeLamports,
      usdcMissing: 0n,
      lamportsMissing: 0n,
    });
    expect(quote.problem).toBeUndefined();
  });

  test('says how long the work takes, how long the escrow lasts, and by when it must be done', () => {
    const quote = rentQuote(terms, job, 360_000n);
    expect([quote.guaranteedSeconds, quote.runwaySeconds]).toEqual([300n, 300n]);
    expect(quote.work.completeWithinSeconds).toBe(720n);
  });

  test('says how much is missing of each coin', () => {
    const poor = { ...terms, holdings: { ...holdings, usdcAtoms: 29_999n, lamports: 1n } };
    const quote = rentQuote(poor, job, 360_000n);
    expect(quote.purse).toEqual({
      usdcAfter: 0n,
      lamportsAfter: 0n,
      usdcMissing: 1n,
      lamportsMissing: deposits + quote.networkFeeLamports - 1n,
    });
    expect(quote.problem).toBeUndefined();
  });

  test('is made without a wallet too', () => {
    expect(rentQuote({ ...terms, holdings: null }, job, 360_000n).purse).toBeNull();
  });

  test('is no longer good once the price is above the one agreed to', () => {
    expect(rentQuote(terms, job, 359_999n).problem?.code).toBe('price_moved');
  });

  test('announces a raise before it holds, and counts it from then on', () => {
    const raised = {
      ...terms,
      offer: { ...terms.offer, data: { ...offer, pendingPrice: 720_000n, pendingFrom: now + 1n } },
    };
    expect(rentQuote(raised, job, 360_000n)).toMatchObject({
      raise: { pricePerHour: 720_000n, fromUnixS: now + 1n },
      escrow: 30_000n,
    });
    expect(rentQuote({ ...raised, now: now + 1n }, job, 720_000n)).toMatchObject({
      raise: null,
      escrow: 60_000n,
    });
  });

  test.each([
    ['offer_not_listed', { status: OfferStatus.Withdrawn }],
    ['not_enough_gpus', { gpuFree: 0 }],
    ['upload_too_large', { maxUploadBytes: 8n }],
  ])('names what stands in the way: %s', (code, change) => {
    const changed = { ...terms, offer: { ...terms.offer, data: { ...offer, ...change } } };
    expect(rentQuote(changed, job, 360_000n).problem?.code).toBe(code);
  });

  test('names a bond that is too small for the lease', () => {
    const bondless = { ...terms, provider: { ...terms.provider, data: { ...provider, bondFree: 0n } } };
    expect(rentQuote(bondless, job, 360_000n).problem?.code).toBe('not_enough_bond');
  });
});
