import { type BookOffer } from './book-offer';
import { constraintBit, constraintTest } from './constraints';
import { constraintNames, type ConstraintName, type Requirement } from './requirement';

/** What a requirement finds in the book. */
export interface Matches {
  readonly offers: readonly BookOffer[];
  /** Offers that can be taken at all. */
  readonly considered: number;
  /** By value: how many offers would show if this value were chosen and everything else stayed as it is. */
  readonly facets: {
    readonly class: ReadonlyMap<number, number>;
    readonly region: ReadonlyMap<number, number>;
    readonly tier: ReadonlyMap<number, number>;
  };
  /** How many offers fail each constraint, alone or with others. */
  readonly failing: Readonly<Record<ConstraintName, number>>;
  /** How many offers fail this constraint and no other. */
  readonly failingOnly: Readonly<Record<ConstraintName, number>>;
}

/** One pass over the book: matches in the book's order, and the counts of every facet. */
export function matchOffers(book: readonly BookOffer[], requirement: Requirement): Matches {
  const test = constraintTest(requirement);
  const offers: BookOffer[] = [];
  const facets = {
    class: new Map<number, number>(),
    region: new Map<number, number>(),
    tier: new Map<number, number>(),
  };
  const failing = zeroes();
  const failingOnly = zeroes();
  for (const offer of book) {
    const failed = test(offer);
    if (failed === 0) offers.push(offer);
    // An offer counts for a facet when nothing but that facet stands against it.
    if ((failed & ~bits.class) === 0) count(facets.class, offer.row.class_id);
    if ((failed & ~bits.region) === 0) count(facets.region, offer.row.region);
    if ((failed & ~bits.tier) === 0) count(facets.tier, offer.row.tier);
    if (failed === 0) continue;
    for (const name of constraintNames) {
      if ((failed & bits[name]) !== 0) failing[name] += 1;
      if (failed === bits[name]) failingOnly[name] += 1;
    }
  }
  return { offers, considered: book.length, facets, failing, failingOnly };
}

const bits = Object.fromEntries(constraintNames.map((name) => [name, constraintBit(name)])) as Readonly<
  Record<ConstraintName, number>
>;

function zeroes(): Record<ConstraintName, number> {
  return { class: 0, region: 0, tier: 0, vram: 0, price: 0, reputation: 0, text: 0 };
}

function count(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
