import { createNoopSigner, getAddressDecoder } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import {
  getOfferDecoder,
  getOfferSize,
  getProviderDecoder,
  getProviderSize,
  OfferStatus,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { initialParams } from '@/lib/pyronet/initial-params';

import { quoteLease } from './quote-lease';
import { takeOffer } from './take-offer';
import { type RunWork, type TakeOfferRequest } from './take-offer-request';

const somewhere = getAddressDecoder().decode(new Uint8Array(32).fill(4));
const digest = new Uint8Array(32).fill(1);
const now = 1_800_000_000n;

const work: RunWork = {
  mode: 'run',
  jobRoot: digest,
  planRoot: digest,
  segmentCount: 300n,
  unitCap: 300_000n,
  completeWithinSeconds: 600n,
  peakMemoryBytes: 1n,
  inputBytes: 1n,
  outputBytesMax: 1n,
};

const offer = {
  ...getOfferDecoder().decode(Uint8Array.of(5, ...new Uint8Array(getOfferSize() - 1))),
  status: OfferStatus.Listed,
  modes: 1,
  gpuCount: 2,
  gpuFree: 2,
  pricePerHour: 360_000n,
  guaranteedUnitsPerS: 1_000n,
  minDurationS: 60n,
  maxDurationS: 3_600n,
  memoryBytes: 10n,
  maxUploadBytes: 10n,
  maxValueAtRisk: 5_000_000n,
  acceptWithinS: 60,
};

const provider = {
  ...getProviderDecoder().decode(Uint8Array.of(4, ...new Uint8Array(getProviderSize() - 1))),
  liveUntil: now + 60n,
  bondFree: 1_000_000n,
};

const request: TakeOfferRequest = {
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
  renter: createNoopSigner(PYRONET_PROGRAM_ADDRESS),
  payerLamports: 100_000_000n,
  source: somewhere,
  sourceAtoms: 30_000n,
  nonce: 7n,
  gpuCount: 1,
  work,
  sessionKey: somewhere,
  renterCommit: digest,
  now,
};

describe('a quote', () => {
  test('states what leaves the account, what of it can be lost, and what comes back', () => {
    expect(quoteLease({ ...request, tipLamports: 5n })).toEqual({
      pricePerHour: 360_000n,
      ratePerHour: 360_000n,
      escrow: 30_000n,
      feeIfAllEarned: 1_500n,
      cancelDeposit: 300n,
      providerBond: 100_000n,
      rentLamports: 9_799_680n + 2_039_280n,
      tipLamports: 5n,
      runwaySeconds: 300n,
      acceptBy: now + 60n,
    });
  });

  test('of two GPUs costs the same work at twice the rate', () => {
    const quote = quoteLease({ ...request, gpuCount: 2 });
    expect([quote.ratePerHour, quote.escrow, quote.runwaySeconds]).toEqual([720_000n, 30_000n, 150n]);
  });

  test('follows an announced raise from its start on', () => {
    const raised = { address: somewhere, data: { ...offer, pendingPrice: 720_000n, pendingFrom: now } };
    expect(quoteLease({ ...request, offer: raised }).escrow).toBe(60_000n);
    expect(quoteLease({ ...request, offer: raised, now: now - 1n }).escrow).toBe(30_000n);
  });
});

describe('taking an offer', () => {
  test('is one instruction', async () => {
    const plan = await takeOffer(request);
    expect(plan.ok && plan.value.instructions.length).toBe(1);
  });

  test.each<[string, Partial<TakeOfferRequest>]>([
    [
      'offer_not_listed',
      { offer: { address: somewhere, data: { ...offer, status: OfferStatus.Withdrawn } } },
    ],
    ['provider_offline', { now: now + 61n }],
    ['not_enough_gpus', { gpuCount: 3 }],
    ['not_enough_gpus', { gpuCount: 0 }],
    ['mode_not_offered', { work: { mode: 'rent', durationSeconds: 60n } }],
    ['price_moved', { guard: { pricePerHourMax: 359_999n } }],
    ['duration_out_of_bounds', { work: { ...work, completeWithinSeconds: 3_601n } }],
    ['upload_too_large', { work: { ...work, inputBytes: 11n } }],
    ['invalid_job', { work: { ...work, segmentCount: 0n } }],
    ['job_too_small', { work: { ...work, unitCap: 9n } }],
    ['value_at_risk_too_high', { valueAtRiskAtoms: 5_000_001n }],
    ['not_enough_bond', { valueAtRiskAtoms: 470_001n }],
    ['tip_too_high', { tipLamports: 10_000_001n }],
    ['not_enough_usdc', { sourceAtoms: 29_999n }],
    ['not_enough_sol', { payerLamports: 11_838_960n + 9_999n }],
  ])('is refused before anyone signs: %s', async (code, change) => {
    const plan = await takeOffer({ ...request, ...change });
    expect(plan).toMatchObject({ ok: false, problem: { code } });
    if (!plan.ok) expect(plan.problem.next).toMatch(/^[A-Z].*\.$/);
  });
});
