import { type Address, type TransactionSigner } from '@solana/kit';

import { type Digest } from '@/lib/domain/commitment';
import { type Isolation, LeaseMode, type Offer, type Privacy, type Provider } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type FailoverPolicy } from './failover-policy';
import { type Located } from './plan';

/** A job for Run, as its plan describes it. */
export interface RunWork {
  readonly mode: 'run';
  readonly jobRoot: Digest;
  readonly planRoot: Digest;
  readonly segmentCount: bigint;
  /** Work units paid at most: those of the whole plan. */
  readonly unitCap: bigint;
  /** Seconds from the start in which all work must be attested. */
  readonly completeWithinSeconds: bigint;
  readonly peakMemoryBytes: bigint;
  readonly inputBytes: bigint;
  readonly outputBytesMax: bigint;
}

/** Time for Rent. */
export interface RentTime {
  readonly mode: 'rent';
  readonly durationSeconds: bigint;
}

/** What an offer must still be when the transaction lands. Left out, it is what the offer says now. */
export interface OfferGuard {
  /** USDC atoms per GPU-hour. */
  readonly pricePerHourMax?: bigint;
  readonly vramMibMin?: number;
  readonly reputationMin?: number;
  readonly tierMin?: number;
  readonly isolationMin?: Isolation;
  readonly privacy?: Privacy;
  /** 0 for any; then a successor may be anywhere too. */
  readonly region?: number;
}

export interface TakeOfferRequest {
  readonly network: Network;
  readonly offer: Located<Offer>;
  readonly provider: Located<Provider>;
  readonly renter: TransactionSigner;
  /** Pays rent and tip, and gets them back when the lease closes. Default: the renter. */
  readonly payer?: TransactionSigner;
  /** Lamports of the payer. */
  readonly payerLamports: bigint;
  /** USDC token account of the renter, and what it holds. */
  readonly source: Address;
  readonly sourceAtoms: bigint;
  /** USDC token account that gets refunds. Default: the source. */
  readonly renterPayout?: Address;
  /** Where to look for a number that this renter has no lease under: draw it at random from all u64. */
  readonly nonce: bigint;
  readonly gpuCount: number;
  readonly work: RunWork | RentTime;
  /** Ephemeral key that signs vouchers, accepts, stops and pings, and can direct money nowhere else. */
  readonly sessionKey: Address;
  /** `randomnessCommitment` of the renter's secret for this lease. */
  readonly renterCommit: Digest;
  /** USDC atoms that wrong results could cost the renter; the provider's bond must cover it. Default 0. */
  readonly valueAtRiskAtoms?: bigint;
  /** Lamports for those who end waits; what is unused comes back. Default 0. */
  readonly tipLamports?: bigint;
  readonly guard?: OfferGuard;
  /** Left out: the renter is paid back when the lease fails. */
  readonly failover?: FailoverPolicy;
  /** Unix seconds. */
  readonly now: bigint;
}

/** What a quote depends on: everything but who pays, and from what. */
export type LeaseTerms = Pick<
  TakeOfferRequest,
  | 'network'
  | 'offer'
  | 'provider'
  | 'gpuCount'
  | 'work'
  | 'valueAtRiskAtoms'
  | 'tipLamports'
  | 'guard'
  | 'failover'
  | 'now'
>;

/** What the payer has for it. */
export type Purse = Pick<TakeOfferRequest, 'sourceAtoms' | 'payerLamports'>;

/** The chain's word for what is asked. */
export function modeOf(work: RunWork | RentTime): LeaseMode {
  return work.mode === 'run' ? LeaseMode.Run : LeaseMode.Rent;
}
