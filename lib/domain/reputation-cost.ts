import { basisPoints } from './fee';
import { credited, newReputation, type ReputationRules } from './reputation';

/** What it takes to reach a score by leasing from oneself. Amounts in USDC atoms. */
export interface FakedScore {
  readonly epochs: number;
  /** Paid to the network and gone. */
  readonly feesAtoms: bigint;
  /** Paid to oneself and back; what had to be moved for the fees. */
  readonly turnoverAtoms: bigint;
}

const ppm = 1_000_000n;
/** Ten thousand epochs: a score that is not reached by then is not reached. */
const longestTry = 10_000;

/**
 * Plays self-dealing against the rules: in every epoch each of `counterparties` leases once for as much as counts, as
 * cheaply as the rules allow. `undefined` where the score cannot be reached.
 */
export function costOfFaking(
  score: bigint,
  counterparties: number,
  rules: ReputationRules,
  feeBps: number,
): FakedScore | undefined {
  let reputation = newReputation;
  let weighted = 0n;
  for (let epoch = 0; epoch < longestTry; epoch += 1) {
    const at = BigInt(epoch) * BigInt(rules.epochS);
    for (let pair = 0; pair < counterparties; pair += 1) {
      if (reputation.score >= score) break;
      const missing = missingFor(score, reputation.standing, rules);
      const after = credited(reputation, { epoch: 0n, credited: 0n }, missing, rules, at);
      if (after === undefined) break;
      weighted += after.pair.credited;
      reputation = after.reputation;
    }
    if (reputation.score >= score) return costOf(epoch + 1, weighted, rules, feeBps);
  }
  return undefined;
}

/** The least that must be added to a standing for this score. */
function missingFor(score: bigint, standing: bigint, { half }: ReputationRules): bigint {
  return ceilDiv(score * half, ppm - score) - standing;
}

function costOf(epochs: number, weighted: bigint, rules: ReputationRules, feeBps: number): FakedScore {
  const feesAtoms = ceilDiv(weighted * ppm, BigInt(rules.acceptedPpm));
  return { epochs, feesAtoms, turnoverAtoms: ceilDiv(feesAtoms * basisPoints, BigInt(feeBps)) };
}

function ceilDiv(left: bigint, right: bigint): bigint {
  return (left + right - 1n) / right;
}
