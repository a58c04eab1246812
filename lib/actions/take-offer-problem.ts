import { effectivePricePerHour } from '@/lib/domain/price';
import { failure, type Problem } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { OfferStatus } from '@/lib/pyronet/generated';
import { offerMode } from '@/lib/pyronet/offer-bits';

import { type LeaseQuote } from './quote-lease';
import { type LeaseTerms, type Purse } from './take-offer-request';

export type TakeOfferCode =
  | 'offer_not_listed'
  | 'provider_offline'
  | 'not_enough_gpus'
  | 'mode_not_offered'
  | 'price_moved'
  | 'duration_out_of_bounds'
  | 'value_at_risk_too_high'
  | 'upload_too_large'
  | 'invalid_job'
  | 'job_too_small'
  | 'not_enough_bond'
  | 'not_enough_usdc'
  | 'not_enough_sol'
  | 'tip_too_high';

/** What about the offer or the work stands in the way; `undefined` where nothing does. The chain checks it again. */
export function fitProblem(terms: LeaseTerms): Problem<TakeOfferCode> | undefined {
  return offerProblem(terms) ?? workProblem(terms);
}

/** Base fee of a transaction with two signatures. */
const signatureFeesLamports = 10_000n;

/** Lamports that leave the payer when a lease opens; all but the network fee are deposits. */
export function openingLamports(quote: Pick<LeaseQuote, 'rentLamports' | 'tipLamports'>): bigint {
  return quote.rentLamports + quote.tipLamports + signatureFeesLamports;
}

function offerProblem(terms: LeaseTerms): Problem<TakeOfferCode> | undefined {
  const { offer, provider, gpuCount, work, guard, now } = terms;
  const { status, gpuFree, modes } = offer.data;
  if (status !== OfferStatus.Listed) {
    return problemOf('offer_not_listed', 'This offer is no longer listed.', 'Choose another offer.');
  }
  if (provider.data.liveUntil < now) {
    return problemOf(
      'provider_offline',
      'The provider has not shown itself lately.',
      'Choose another offer, or try again when it is back.',
    );
  }
  if (gpuCount < 1 || gpuCount > gpuFree) {
    return problemOf(
      'not_enough_gpus',
      `This offer has ${gpuFree} GPUs free.`,
      'Ask for that many or fewer.',
    );
  }
  if ((modes & (work.mode === 'run' ? offerMode.run : offerMode.rent)) === 0) {
    return problemOf('mode_not_offered', `This offer does not serve ${work.mode}.`, 'Choose the other mode.');
  }
  const price = effectivePricePerHour(offer.data, now);
  if (guard?.pricePerHourMax !== undefined && price > guard.pricePerHourMax) {
    return problemOf(
      'price_moved',
      `The price is now ${formatUsdc(price)} USDC per GPU-hour.`,
      'Agree to the new price, or choose another offer.',
    );
  }
  return undefined;
}

function workProblem(terms: LeaseTerms): Problem<TakeOfferCode> | undefined {
  const { offer, work } = terms;
  const { minDurationS, maxDurationS, memoryBytes, maxUploadBytes } = offer.data;
  const seconds = work.mode === 'run' ? work.completeWithinSeconds : work.durationSeconds;
  if (seconds < minDurationS || seconds > maxDurationS) {
    return problemOf(
      'duration_out_of_bounds',
      `This offer serves between ${minDurationS} and ${maxDurationS} seconds.`,
      'Choose a duration within these bounds.',
    );
  }
  if (work.mode === 'rent') return undefined;
  if (work.segmentCount === 0n || work.unitCap === 0n) {
    return problemOf('invalid_job', 'The job has no segments or no work.', 'Plan the job anew.');
  }
  if (work.inputBytes > maxUploadBytes || work.peakMemoryBytes > memoryBytes) {
    return problemOf(
      'upload_too_large',
      'The inputs or the memory needed are larger than this offer accepts.',
      'Choose an offer with more room.',
    );
  }
  return undefined;
}

/** What about the money stands in the way, given the quote; `undefined` where nothing does. */
export function moneyProblem(
  request: LeaseTerms & Purse,
  quote: LeaseQuote,
): Problem<TakeOfferCode> | undefined {
  const { network, offer, provider, valueAtRiskAtoms = 0n, sourceAtoms } = request;
  if (quote.escrow === 0n) {
    return problemOf(
      'job_too_small',
      'On this machine the job costs less than 0.000001 USDC, the smallest amount there is.',
      'Choose a larger picture or more samples.',
    );
  }
  if (valueAtRiskAtoms > offer.data.maxValueAtRisk) {
    return problemOf(
      'value_at_risk_too_high',
      `This offer accepts up to ${formatUsdc(offer.data.maxValueAtRisk)} USDC at risk.`,
      'Declare less, or choose another offer.',
    );
  }
  if (quote.tipLamports > network.params.tipLamportsMax) {
    return problemOf('tip_too_high', 'The tip is above the limit.', 'Lower the tip.');
  }
  if (provider.data.bondFree < quote.providerBond) {
    return problemOf(
      'not_enough_bond',
      `The provider's free bond of ${formatUsdc(provider.data.bondFree)} USDC does not cover this lease, which needs ${formatUsdc(quote.providerBond)}.`,
      'Choose a smaller lease or another offer.',
    );
  }
  if (sourceAtoms < quote.escrow) {
    return problemOf(
      'not_enough_usdc',
      `The escrow is ${formatUsdc(quote.escrow)} USDC and the account holds ${formatUsdc(sourceAtoms)}.`,
      'Add USDC, or choose a smaller lease.',
    );
  }
  const lamportsNeeded = openingLamports(quote);
  if (request.payerLamports < lamportsNeeded) {
    return problemOf(
      'not_enough_sol',
      `Opening deposits ${lamportsNeeded} lamports and the payer holds ${request.payerLamports}.`,
      'Add SOL; all of it but the network fee comes back when the lease closes.',
    );
  }
  return undefined;
}

function problemOf(code: TakeOfferCode, message: string, next: string): Problem<TakeOfferCode> {
  return failure(code, message, next).problem;
}
