import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

const file = path.resolve(import.meta.dirname, 'budgets.json');

const budget = z.object({
  /** Never more than this. */
  limit_kib: z.number().positive(),
  /** What `npm run bench:web` measured last; more than `growthAllowed` above it needs a new measurement, and a reason. */
  measured_kib: z.number().positive(),
});

/** KiB, gzip. `routes`: first load without the polyfill for old browsers. `wallet`: what connecting loads on top. */
const budgets = z.object({ routes: z.record(z.string(), budget), wallet: budget });

export type Budgets = z.infer<typeof budgets>;
export type Budget = z.infer<typeof budget>;

export const growthAllowed = 1.03;

export function readBudgets(): Budgets {
  return budgets.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function writeBudgets(value: Budgets): void {
  writeFileSync(file, `${JSON.stringify(budgets.parse(value), null, 2)}\n`);
}

/** The sentence that says how a size breaks its budget, or nothing. */
export function excess(name: string, kib: number, { limit_kib, measured_kib }: Budget): readonly string[] {
  const size = `${name} loads ${kib.toFixed(1)} KiB`;
  if (kib > limit_kib) return [`${size}; its limit is ${limit_kib}.`];
  if (kib > measured_kib * growthAllowed) return [`${size}; it was ${measured_kib} when last measured.`];
  return [];
}
