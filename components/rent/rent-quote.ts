import { type LeaseQuote, quoteLease } from '@/lib/actions/quote-lease';
import { runWork } from '@/lib/actions/run-work';
import {
  fitProblem,
  moneyProblem,
  openingLamports,
  type TakeOfferCode,
} from '@/lib/actions/take-offer-problem';
import { type LeaseTerms, type RunWork } from '@/lib/actions/take-offer-request';
import { type Problem } from '@/lib/domain/result';
import { type JobPlan } from '@/lib/engine/engine';

import { type RentTerms } from './rent-terms';

/** A job that is to be computed. */
export interface QuotedJob {
  readonly plan: JobPlan;
  /** Of the job and of its input together. */
  readonly inputBytes: number;
}

/** What the renter is asked to agree to. Money is USDC atoms unless it says lamports; times are seconds. */
export interface RentQuote extends LeaseQuote {
  readonly work: RunWork;
  readonly guaranteedSeconds: bigint;
  readonly acceptWithinSeconds: number;
  readonly startWithinSeconds: number;
  /** Fees of the opening transaction at most; they are spent. */
  readonly networkFeeLamports: bigint;
  /** A raise that is announced for later; null where there is none. */
  readonly raise: { readonly pricePerHour: bigint; readonly fromUnixS: bigint } | null;
  /** What would be left, and what is missing; null while nobody is connected. */
  readonly purse: QuotedPurse | null;
  /** What stands in the way besides missing money. */
  readonly problem: Problem<TakeOfferCode> | undefined;
}

export interface QuotedPurse {
  readonly usdcAfter: bigint;
  readonly lamportsAfter: bigint;
  /** 0 where there is enough. */
  readonly usdcMissing: bigint;
  readonly lamportsMissing: bigint;
}

/** How many GPUs a job takes. */
export const gpuCount = 1;

/** What the job costs on this offer now. `agreedPricePerHour` is the most the renter has agreed to so far. */
export function rentQuote(terms: RentTerms, job: QuotedJob, agreedPricePerHour: bigint): RentQuote {
  const { network, offer, provider, now } = terms;
  const { work, guaranteedSeconds } = runWork(job.plan, job.inputBytes, offer.data);
  const asked: LeaseTerms = {
    network,
    offer,
    provider,
    gpuCount,
    work,
    guard: { pricePerHourMax: agreedPricePerHour },
    now,
  };
  const quote = quoteLease(asked);
  const { pendingPrice, pendingFrom, acceptWithinS, startWithinS } = offer.data;
  const plenty = { sourceAtoms: quote.escrow, payerLamports: openingLamports(quote) };
  return {
    ...quote,
    work,
    guaranteedSeconds,
    acceptWithinSeconds: acceptWithinS,
    startWithinSeconds: startWithinS,
    networkFeeLamports: openingLamports(quote) - quote.rentLamports - quote.tipLamports,
    raise: pendingFrom > now ? { pricePerHour: pendingPrice, fromUnixS: pendingFrom } : null,
    purse: terms.holdings === null ? null : purseAfter(terms.holdings, plenty),
    problem: fitProblem(asked) ?? moneyProblem({ ...asked, ...plenty }, quote),
  };
}

function purseAfter(
  held: { readonly usdcAtoms: bigint; readonly lamports: bigint },
  needed: { readonly sourceAtoms: bigint; readonly payerLamports: bigint },
): QuotedPurse {
  const usdc = held.usdcAtoms - needed.sourceAtoms;
  const lamports = held.lamports - needed.payerLamports;
  return {
    usdcAfter: usdc > 0n ? usdc : 0n,
    lamportsAfter: lamports > 0n ? lamports : 0n,
    usdcMissing: usdc < 0n ? -usdc : 0n,
    lamportsMissing: lamports < 0n ? -lamports : 0n,
  };
}
