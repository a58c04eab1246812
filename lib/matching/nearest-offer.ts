import { type BookOffer } from './book-offer';
import { constraintsOf, constraintTest } from './constraints';
import { type ConstraintName, type Requirement } from './requirement';

/** The offer that comes closest to a requirement, and what stands between. */
export interface NearestOffer {
  readonly offer: BookOffer;
  readonly failed: readonly ConstraintName[];
}

/**
 * The nearest offer: the one that fails the fewest constraints, then by the smallest share of price, memory and
 * reputation it misses, then the cheapest. `undefined` in an empty book.
 */
export function nearestOffer(book: readonly BookOffer[], requirement: Requirement): NearestOffer | undefined {
  const test = constraintTest(requirement);
  let best: { offer: BookOffer; failed: readonly ConstraintName[]; missed: number } | undefined;
  for (const offer of book) {
    const failed = constraintsOf(test(offer));
    if (best !== undefined && failed.length > best.failed.length) continue;
    const missed = failed.reduce((sum, name) => sum + shareMissed(name, offer, requirement), 0);
    if (best === undefined || isNearer({ offer, failed, missed }, best)) best = { offer, failed, missed };
  }
  return best === undefined ? undefined : { offer: best.offer, failed: best.failed };
}

interface Candidate extends NearestOffer {
  readonly missed: number;
}

function isNearer(a: Candidate, b: Candidate): boolean {
  if (a.failed.length !== b.failed.length) return a.failed.length < b.failed.length;
  if (a.missed !== b.missed) return a.missed < b.missed;
  return a.offer.pricePerHour < b.offer.pricePerHour;
}

/** How far an offer is from one constraint, as a share of what was asked; 1 where there is no more or less. */
function shareMissed(name: ConstraintName, { row, pricePerHour }: BookOffer, asked: Requirement): number {
  if (name === 'price' && asked.maxPricePerHour !== null && asked.maxPricePerHour > 0n)
    return Number(pricePerHour - asked.maxPricePerHour) / Number(asked.maxPricePerHour);
  if (name === 'vram' && asked.minVramMib !== null) return 1 - row.vram_mib / asked.minVramMib;
  if (name === 'reputation' && asked.minReputation !== null && asked.minReputation > 0n)
    return 1 - Number(row.reputation) / Number(asked.minReputation);
  return 1;
}
