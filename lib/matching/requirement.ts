/** What a renter asks for. An empty list or a null asks for nothing. */
export interface Requirement {
  readonly classIds: readonly number[];
  readonly regions: readonly number[];
  readonly tiers: readonly number[];
  readonly minVramMib: number | null;
  /** USDC atoms per GPU-hour. */
  readonly maxPricePerHour: bigint | null;
  /** 0 to 1,000,000. */
  readonly minReputation: bigint | null;
  /** Words that all must be in the class, the provider's name, the region or an address; case does not matter. */
  readonly text: string;
}

export const noRequirement: Requirement = {
  classIds: [],
  regions: [],
  tiers: [],
  minVramMib: null,
  maxPricePerHour: null,
  minReputation: null,
  text: '',
};

/** One thing asked for that an offer can fail. */
export const constraintNames = ['class', 'region', 'tier', 'vram', 'price', 'reputation', 'text'] as const;
export type ConstraintName = (typeof constraintNames)[number];

/** Asks no longer for one thing. */
export function without(requirement: Requirement, constraint: ConstraintName): Requirement {
  switch (constraint) {
    case 'class':
      return { ...requirement, classIds: [] };
    case 'region':
      return { ...requirement, regions: [] };
    case 'tier':
      return { ...requirement, tiers: [] };
    case 'vram':
      return { ...requirement, minVramMib: null };
    case 'price':
      return { ...requirement, maxPricePerHour: null };
    case 'reputation':
      return { ...requirement, minReputation: null };
    case 'text':
      return { ...requirement, text: '' };
  }
}

/** What is asked for at all, in the order of the names. */
export function askedFor(requirement: Requirement): readonly ConstraintName[] {
  const asked: Readonly<Record<ConstraintName, boolean>> = {
    class: requirement.classIds.length > 0,
    region: requirement.regions.length > 0,
    tier: requirement.tiers.length > 0,
    vram: requirement.minVramMib !== null,
    price: requirement.maxPricePerHour !== null,
    reputation: requirement.minReputation !== null,
    text: requirement.text.trim() !== '',
  };
  return constraintNames.filter((name) => asked[name]);
}
