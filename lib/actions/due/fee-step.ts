/** What the fees wait for: to be split, or to be put up for sale as the burn auction's next lot. */
export type FeeStep = 'split' | 'open_lot';

/** What the vaults hold, in USDC atoms. */
export interface FeeVaults {
  readonly collectedAtoms: bigint;
  readonly burnVaultAtoms: bigint;
}

/**
 * What anyone may do with the fees now. A split costs the same whatever it splits, so it waits for an amount; an empty
 * vault is never split.
 *
 * @param splitFromAtoms USDC atoms from which a split is worth its network fee
 */
export function dueFeeSteps(
  { collectedAtoms, burnVaultAtoms }: FeeVaults,
  auction: { readonly openedSlot: bigint },
  { splitFromAtoms, burnLotAtoms }: { readonly splitFromAtoms: bigint; readonly burnLotAtoms: bigint },
): readonly FeeStep[] {
  const steps: FeeStep[] = [];
  if (collectedAtoms > 0n && collectedAtoms >= splitFromAtoms) steps.push('split');
  if (auction.openedSlot === 0n && burnVaultAtoms >= burnLotAtoms) steps.push('open_lot');
  return steps;
}
