import { u64Max } from './bytes';
import { divideUp } from './divide-up';
import { basisPoints } from './fee';
import { atomsPerUsdc } from './usdc';

/** What decides the price of the burn auction's open lot. Prices are PYRO atoms per USDC. */
export interface BurnLot {
  /** 0 while no lot is open. */
  readonly openedSlot: bigint;
  /** USDC atoms. */
  readonly lotAtoms: bigint;
  readonly referencePrice: bigint;
  readonly startBps: number;
  readonly fallSlots: bigint;
}

/** Falls without a buyer after which the reference no longer halves. */
const halvingsMax = 63n;

/**
 * Price of the open lot in a slot: from its start to half the reference in a straight line, rounded up; where nobody
 * bought at half, the reference halves and the price falls anew. Throws RangeError where no lot is open then.
 */
export function burnPrice(lot: BurnLot, slot: bigint): bigint {
  if (lot.openedSlot === 0n || slot < lot.openedSlot) throw new RangeError('no lot is for sale');
  const elapsed = slot - lot.openedSlot;
  const fall = larger(lot.fallSlots, 2n);
  const falls = smaller(elapsed / fall, halvingsMax);
  const reference = larger(lot.referencePrice >> falls, 1n);
  const floor = divideUp(reference, 2n);
  const asked = divideUp(reference * BigInt(lot.startBps), basisPoints);
  const start = larger(smaller(asked, u64Max), floor);
  return start - ((start - floor) * (elapsed % fall)) / (fall - 1n);
}

/** PYRO atoms that the open lot costs in a slot, rounded up. */
export function burnCost(lot: BurnLot, slot: bigint): bigint {
  return divideUp(lot.lotAtoms * burnPrice(lot, slot), atomsPerUsdc);
}

const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);
