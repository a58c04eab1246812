/** What `GET /api/market` answers, as it travels: money as decimal strings. */
export interface WireSnapshot {
  readonly offers: readonly Readonly<Record<string, unknown>>[];
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * The snapshot with `count` offers instead of its own: copies of them under invented addresses, at prices spread over
 * two decades and with names that a filter can tell apart, the same at every call. Only for measuring how pages bear large markets.
 */
export function withManyOffers<Snapshot extends WireSnapshot>(snapshot: Snapshot, count: number): Snapshot {
  const templates = snapshot.offers;
  if (templates.length === 0) throw new Error('There is no offer to copy.');
  const offers = Array.from({ length: count }, (_, index) => ({
    ...templates[index % templates.length],
    address: inventedAddress(index, 'o'),
    provider: inventedAddress(index, 'p'),
    provider_name: `Provider ${index}`,
    price_per_hour_usdc_atoms: String(10_000 + ((index * 7_919) % 2_000_000)),
  }));
  return { ...snapshot, offers };
}

/** 44 digits of base58, as an address has. */
function inventedAddress(index: number, kind: string): string {
  const digits = [3, 2, 1, 0].map((place) => base58[Math.floor(index / 58 ** place) % 58]);
  return `5${kind.repeat(39)}${digits.join('')}`;
}
