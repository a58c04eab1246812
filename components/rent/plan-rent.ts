import { type Address, type TransactionSigner } from '@solana/kit';

import { takeOffer, type TakeOfferPlan } from '@/lib/actions/take-offer';
import { type TakeOfferCode } from '@/lib/actions/take-offer-problem';
import { type Digest, randomnessCommitment } from '@/lib/domain/commitment';
import { failure, type Result } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { browserVault } from '@/lib/session/browser/browser-vault';
import { machineHoldsModel } from '@/lib/session/browser/reach-from-page';
import { type KeepCode, openCommission, type PreparedCommission } from '@/lib/session/commission';
import { loadSession } from '@/lib/session/session-record';

import { type LeaseInTheMaking } from './lease-in-the-making';
import { readRentTerms } from './read-rent-terms';
import { gpuCount, rentQuote, type RentQuote } from './rent-quote';
import { type RentTerms } from './rent-terms';

/** What the renter agreed to. */
export interface RentOrder {
  readonly offer: Address;
  readonly job: PreparedCommission;
  readonly making: LeaseInTheMaking;
  readonly shown: Pick<RentQuote, 'escrow' | 'pricePerHour'>;
}

export type PlanRentCode = TakeOfferCode | KeepCode | 'account_switched' | 'model_missing';

type Session = { readonly sessionKey: Address; readonly renterCommit: Digest };

/**
 * The transaction that opens the lease on no other terms than those shown, from what the chain says now. Everything the
 * lease's session needs is on disk before it is answered.
 */
export async function planRent(
  order: RentOrder,
  signer: TransactionSigner,
): Promise<Result<TakeOfferPlan, PlanRentCode>> {
  const { offer, job, making, shown } = order;
  if (signer.address !== making.renter) return accountSwitched;
  const terms = await readRentTerms(offer, making.renter);
  if (terms === null) return gone;
  const quote = rentQuote(terms, { plan: job.plan, inputBytes: inputBytesOf(job) }, shown.pricePerHour);
  if (quote.problem === undefined && quote.escrow > shown.escrow) return dearer(quote.escrow);
  const { model } = job.outline;
  // A machine that does not answer may do so later, and declines what it cannot do; one that answers no is not asked.
  const lacksModel =
    model !== null && (await machineHoldsModel(terms.provider.address, model.sha256)) === false;
  if (lacksModel) return modelMissing;
  const take = (session: Session) => takeOnTerms(order, terms, quote, signer, session);
  const vault = await browserVault();
  const earlier = await loadSession(vault.secrets, making.lease);
  if (earlier === null) {
    const opened = await openCommission(vault, job, take);
    return opened.ok ? { ok: true, value: opened.value.plan } : opened;
  }
  // The lease may have been opened with this key already: another one would leave it without its session.
  return take({
    sessionKey: earlier.sessionKey.address,
    renterCommit: randomnessCommitment(earlier.randomnessSecret),
  });
}

/** Bytes that travel to the machine. */
export function inputBytesOf(job: Pick<PreparedCommission, 'jobBytes' | 'input'>): number {
  return job.jobBytes.length + job.input.length;
}

function takeOnTerms(
  { making, shown }: RentOrder,
  { network, offer, provider, holdings, now }: RentTerms,
  { work }: RentQuote,
  renter: TransactionSigner,
  session: Session,
): Promise<Result<TakeOfferPlan, PlanRentCode>> {
  if (holdings === null) return Promise.resolve(accountSwitched);
  return takeOffer({
    network,
    offer,
    provider,
    renter,
    payerLamports: holdings.lamports,
    source: holdings.usdcAccount,
    sourceAtoms: holdings.usdcAtoms,
    nonce: making.nonce,
    gpuCount,
    work,
    ...session,
    guard: { pricePerHourMax: shown.pricePerHour },
    now,
  });
}

const gone = failure('offer_not_listed', 'This offer is no longer listed.', 'Choose another offer.');

const modelMissing = failure(
  'model_missing',
  'This machine does not hold the model.',
  'Choose another machine, or another model.',
);

const accountSwitched = failure(
  'account_switched',
  'Your wallet has switched to another account.',
  'Look at the quote again: it is now for that account.',
);

function dearer(escrow: bigint): Result<never, 'price_moved'> {
  return failure(
    'price_moved',
    `The escrow would now be ${formatUsdc(escrow, { minimumDecimals: 6 })} USDC.`,
    'Look at the new quote, or choose another offer.',
  );
}
