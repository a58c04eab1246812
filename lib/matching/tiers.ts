/** Provider tiers as the program numbers them: how much is staked, and for what kind of place. */
export const tiers = [
  { tierId: 1, name: 'Consumer' },
  { tierId: 2, name: 'Mining fleet' },
  { tierId: 3, name: 'Data center' },
] as const;

export function tierName(tierId: number): string {
  return tiers.find((tier) => tier.tierId === tierId)?.name ?? `Tier ${tierId}`;
}
