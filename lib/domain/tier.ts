/** Highest tier that a stake opens, 0 where it opens none. `tierStakeMin` holds the least PYRO atoms of tiers 1, 2, 3. */
export function tierOfStake(stakeAtoms: bigint, tierStakeMin: readonly bigint[]): number {
  return tierStakeMin.reduce((tier, least, index) => (stakeAtoms >= least ? index + 1 : tier), 0);
}

/** PYRO atoms that are still missing for a tier; 0 where the stake opens it already. */
export function stakeMissingForTier(
  stakeAtoms: bigint,
  tier: number,
  tierStakeMin: readonly bigint[],
): bigint {
  const least = tierStakeMin[tier - 1] ?? 0n;
  return least > stakeAtoms ? least - stakeAtoms : 0n;
}
