import { randomInt } from 'node:crypto';

/** What `GET /api/market` answers, as it travels: money as decimal strings. */
export interface WireSnapshot {
  readonly offers: readonly Readonly<Record<string, unknown>>[];
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * The snapshot with `count` offers instead of its own: copies of them under invented addresses, at prices spread over
 * two decades and with names that a filter can tell apart. Only for measuring how pages bear large markets.
 */
export function withManyOffers<Snapshot extends WireSnapshot>(snapshot: Snapshot, count: number): Snapshot {
  const templates = snapshot.offers;
  if (templates.length === 0) throw new Error('There is no offer to copy.');
  const offers = Array.from({ length: count }, (_, index) => ({
    ...templates[index % templates.length],
    address: inventedAddress(),
    provider: inventedAddress(),
    provider_name: `Provider ${index}`,
    price_per_hour_usdc_atoms: String(10_000 + randomInt(2_000_000)),
  }));
  return { ...snapshot, offers };
}

function inventedAddress(): string {
  // 32 bytes that begin with a high one make 44 digits; only their form counts here.
  return Array.from(
    { length: 44 },
    (_, index) => base58[index === 0 ? 1 + randomInt(8) : randomInt(58)],
  ).join('');
}
