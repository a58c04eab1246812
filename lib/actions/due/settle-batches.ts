import { type Settleable } from '../settle-leases';

/** Leases that fit one transaction which names every account in full, attestations included. */
export const settleAtOnceMax = 6;

/** Sorts leases to be settled into batches that one transaction can carry: each of one provider and one payout. */
export function settleBatches(due: readonly Settleable[]): readonly (readonly Settleable[])[] {
  const byPayee = new Map<string, Settleable[]>();
  for (const entry of due) {
    const { provider, providerPayout } = entry.lease.data;
    const payee = `${provider} ${providerPayout}`;
    byPayee.set(payee, [...(byPayee.get(payee) ?? []), entry]);
  }
  return [...byPayee.values()].flatMap((entries) =>
    Array.from({ length: Math.ceil(entries.length / settleAtOnceMax) }, (_, index) =>
      entries.slice(index * settleAtOnceMax, (index + 1) * settleAtOnceMax),
    ),
  );
}
