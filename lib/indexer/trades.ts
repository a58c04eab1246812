import { type Trade } from '@/lib/index-api/shapes';

import { type SeenLease, tradeOf } from './rows';

const tradesShown = 50;

/** The newest leases as trades, newest first. */
export class Trades {
  #leases: readonly SeenLease[] = [];

  add(lease: SeenLease): void {
    const oldest = this.#leases.at(-1);
    if (this.#leases.length >= tradesShown && oldest !== undefined && !isNewer(lease, oldest)) return;
    this.#leases = [...this.#leases, lease]
      .sort((one, other) => (isNewer(one, other) ? -1 : 1))
      .slice(0, tradesShown);
  }

  newest(): Trade[] {
    return this.#leases.map(tradeOf);
  }
}

/** By the slot of opening; leases of one slot have an order of their own, so that it is the same after a restart. */
export function isNewer(one: SeenLease, other: SeenLease): boolean {
  const [a, b] = [one.data.openedSlot, other.data.openedSlot];
  return a === b ? one.address < other.address : a > b;
}
