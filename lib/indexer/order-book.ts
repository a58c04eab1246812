import { type OfferRow } from '@/lib/index-api/shapes';
import { toWire } from '@/lib/index-api/wire';

import { Grouped } from './grouped';

/** The listed offers as rows, each with its JSON, so that a snapshot of many is put together and not made anew. */
export class OrderBook {
  readonly #rows = new Map<string, { readonly row: OfferRow; readonly json: string }>();
  readonly #byProvider = new Grouped<string, string, OfferRow>();
  readonly #byClass = new Grouped<number, string, OfferRow>();
  readonly #changedClasses = new Set<number>();

  put(row: OfferRow): void {
    this.#rows.set(row.address, { row, json: toWire(row) });
    this.#byProvider.put(row.provider, row.address, row);
    this.#byClass.put(row.class_id, row.address, row);
    this.#changedClasses.add(row.class_id);
  }

  /** @returns whether it was listed */
  delete(address: string): boolean {
    const held = this.#rows.get(address);
    if (held === undefined) return false;
    const { row } = held;
    this.#rows.delete(address);
    this.#byProvider.delete(row.provider, address);
    this.#byClass.delete(row.class_id, address);
    this.#changedClasses.add(row.class_id);
    return true;
  }

  rows(): readonly OfferRow[] {
    return [...this.#rows.values()].map(({ row }) => row);
  }

  /** The rows as a JSON array. */
  json(): string {
    return `[${[...this.#rows.values()].map(({ json }) => json).join(',')}]`;
  }

  ofProvider(provider: string): readonly OfferRow[] {
    return this.#byProvider.of(provider);
  }

  ofClass(classId: number): readonly OfferRow[] {
    return this.#byClass.of(classId);
  }

  classes(): readonly number[] {
    return this.#byClass.groups();
  }

  /** Classes with other offers than when this was last asked. */
  takeChangedClasses(): readonly number[] {
    const changed = [...this.#changedClasses];
    this.#changedClasses.clear();
    return changed;
  }
}
