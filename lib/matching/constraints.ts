import { type BookOffer } from './book-offer';
import { type ConstraintName, constraintNames, type Requirement } from './requirement';

/** Tests an offer against a requirement: gives the constraints it fails as bits, in the order of their names. */
export type ConstraintTest = (offer: BookOffer) => number;

/** The bit of a constraint. */
export function constraintBit(name: ConstraintName): number {
  return 1 << constraintNames.indexOf(name);
}

/** The constraints whose bits are set. */
export function constraintsOf(bits: number): readonly ConstraintName[] {
  return constraintNames.filter((name) => (bits & constraintBit(name)) !== 0);
}

/** Prepares a requirement for testing many offers. */
export function constraintTest(requirement: Requirement): ConstraintTest {
  const { minVramMib, maxPricePerHour, minReputation } = requirement;
  const classIds = new Set(requirement.classIds);
  const regions = new Set(requirement.regions);
  const tiers = new Set(requirement.tiers);
  const words = requirement.text.toLowerCase().split(/\s+/).filter(Boolean);
  const bit = Object.fromEntries(constraintNames.map((name) => [name, constraintBit(name)])) as Readonly<
    Record<ConstraintName, number>
  >;
  return ({ row, pricePerHour, words: offered }) =>
    (classIds.size > 0 && !classIds.has(row.class_id) ? bit.class : 0) |
    (regions.size > 0 && !regions.has(row.region) ? bit.region : 0) |
    (tiers.size > 0 && !tiers.has(row.tier) ? bit.tier : 0) |
    (minVramMib !== null && row.vram_mib < minVramMib ? bit.vram : 0) |
    (maxPricePerHour !== null && pricePerHour > maxPricePerHour ? bit.price : 0) |
    (minReputation !== null && row.reputation < minReputation ? bit.reputation : 0) |
    (words.some((word) => !offered.includes(word)) ? bit.text : 0);
}
