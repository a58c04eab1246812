import { type Ask, type Depth, depthOf, type DepthStep, depthSteps } from '@/lib/domain/market-depth';
import { type ClassRow } from '@/lib/index-api/shapes';

import { type BookOffer } from './book-offer';

/** What one class costs now. */
export interface ClassDepth {
  readonly classRow: ClassRow;
  /** `undefined` when nothing of the class can be taken. */
  readonly depth: Depth | undefined;
  readonly steps: readonly DepthStep[];
  /** The prices are those of demo machines, because no other machine offers this class. */
  readonly demoOnly: boolean;
}

/**
 * Depth of every class, in the order of `classes`. Demo machines of a local network never mix into the prices of others:
 * where a class has any other offer, they are left out, and where it has none, the figures are marked as demo prices.
 */
export function classDepths(book: readonly BookOffer[], classes: readonly ClassRow[]): readonly ClassDepth[] {
  const asks = new Map<number, { market: Ask[]; demo: Ask[] }>();
  for (const { row, pricePerHour } of book) {
    const ofClass = asks.get(row.class_id) ?? { market: [], demo: [] };
    asks.set(row.class_id, ofClass);
    (row.local_only ? ofClass.demo : ofClass.market).push({ pricePerHour, gpuFree: row.gpu_free });
  }
  return classes.map((classRow) => {
    const { market = [], demo = [] } = asks.get(classRow.class_id) ?? {};
    const demoOnly = market.length === 0 && demo.length > 0;
    const counted = demoOnly ? demo : market;
    return { classRow, depth: depthOf(counted), steps: depthSteps(counted), demoOnly };
  });
}
