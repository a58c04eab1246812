import { accruedForTime, accruedForWork } from './accrual';
import { protocolFee } from './fee';

/**
 * The score of a provider, computed a second time from docs/protocol/reputation.md, apart from the program's own
 * `rules/src/reputation.rs`. All amounts are USDC atoms; weighted ones are fees times their weight.
 */

/** The governed values of reputation. */
export interface ReputationRules {
  /** Standing at which the score is 500,000. */
  readonly half: bigint;
  readonly pairCap: bigint;
  readonly epochCap: bigint;
  readonly epochS: number;
  readonly acceptedPpm: number;
  /** Share of the score kept after each fault, in ten thousandths, in the order of the program's `Fault`. */
  readonly keepBps: readonly number[];
}

/** What a score is made of. */
export interface Reputation {
  readonly standing: bigint;
  readonly score: bigint;
  /** The rules under which it grew last; they also say what a fault takes. */
  readonly half: bigint;
  readonly keepBps: readonly number[];
  readonly counter: EpochCounter;
}

/** Weighted atoms credited in one epoch. */
export interface EpochCounter {
  readonly epoch: bigint;
  readonly credited: bigint;
}

/** What of a settled lease decides what its fees weigh. */
export interface FinishedLease {
  readonly rent: boolean;
  /** Failed, refuted, withdrawn, or late for its completion. */
  readonly faulty: boolean;
  readonly pricePerHour: bigint;
  readonly ratePerHour: bigint;
  readonly feeBps: number;
  readonly released: bigint;
  readonly coveredS: bigint;
  readonly vouchedS: bigint;
  readonly acceptedUnits: bigint;
  readonly unitCap: bigint;
  /** Cumulative work of those that it succeeded, 0 where it succeeded nobody. */
  readonly baseUnits: bigint;
  readonly guaranteedUnitsPerS: bigint;
}

/** The score that is never quite reached. */
export const scoreMax = 1_000_000n;
const ppm = 1_000_000n;
const bps = 10_000n;

export const newReputation: Reputation = {
  standing: 0n,
  score: 0n,
  half: 0n,
  keepBps: [],
  counter: { epoch: 0n, credited: 0n },
};

export function scoreOf(standing: bigint, half: bigint): bigint {
  return standing === 0n ? 0n : (scoreMax * standing) / (standing + half);
}

/** Weighted atoms that a lease's fees are worth; 0 where it earns no reputation. */
export function feeWeight(lease: FinishedLease, priceFloor: bigint, acceptedPpm: number): bigint {
  if (lease.faulty || lease.pricePerHour < priceFloor) return 0n;
  const signed = lease.rent
    ? accruedForTime(lease.ratePerHour, lesser(lease.coveredS, lease.vouchedS))
    : accruedForWork({
        ratePerHour: lease.ratePerHour,
        coveredSeconds: lease.coveredS,
        workUnits: beyond(lesser(lease.acceptedUnits, lease.unitCap), lease.baseUnits),
        guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
      });
  return (protocolFee(lesser(signed, lease.released), lease.feeBps) * BigInt(acceptedPpm)) / ppm;
}

/** What a lease of this weight adds, and the pair's counter after it; `undefined` where the epoch has no room for it. */
export function credited(
  before: Reputation,
  pair: EpochCounter,
  weight: bigint,
  rules: ReputationRules,
  atUnixS: bigint,
): { readonly reputation: Reputation; readonly pair: EpochCounter } | undefined {
  const amount = lesser(weight, rules.pairCap);
  const epoch = atUnixS / BigInt(rules.epochS);
  const ofPair = counted(pair, epoch) + amount;
  const ofProvider = counted(before.counter, epoch) + amount;
  if (amount === 0n || ofPair > rules.pairCap || ofProvider > rules.epochCap) return undefined;
  const standing = before.standing + amount;
  return {
    reputation: {
      standing,
      score: scoreOf(standing, rules.half),
      half: rules.half,
      keepBps: rules.keepBps,
      counter: { epoch, credited: ofProvider },
    },
    pair: { epoch, credited: ofPair },
  };
}

/** What is left after a fault, numbered as the program's `Fault`; fraud leaves nothing. */
export function afterFault(before: Reputation, fault: number): Reputation {
  const kept = (before.score * BigInt(before.keepBps[fault] ?? 0)) / bps;
  const standing = (kept * before.half) / (scoreMax - kept);
  return { ...before, standing, score: scoreOf(standing, before.half) };
}

function counted(counter: EpochCounter, epoch: bigint): bigint {
  return counter.epoch === epoch ? counter.credited : 0n;
}

function beyond(units: bigint, base: bigint): bigint {
  return units > base ? units - base : 0n;
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
