import {
  type LeaseDetail,
  type LeaseList,
  type LeaseRow,
  type MarketSnapshot,
  type OfferRow,
  type PriceHistory,
  type PricePoint,
  type ProviderDetail,
  type StreamEvent,
} from '@/lib/index-api/shapes';

/** How answers that were read before change with an event. Each gives back the same object where nothing changes. */

const tradesShown = 50;

export function marketAfter(market: MarketSnapshot, event: StreamEvent): MarketSnapshot {
  switch (event.name) {
    case 'offer': {
      const offers = withRow(market.offers, event.data);
      return offers === market.offers ? market : { ...market, offers };
    }
    case 'offer-gone':
      return { ...market, offers: withoutRow(market.offers, event.data) };
    case 'price':
      return { ...market, prices: withPrice(market.prices, event.data) };
    case 'trade':
      return market.trades.some(({ lease }) => lease === event.data.lease)
        ? market
        : { ...market, trades: [event.data, ...market.trades].slice(0, tradesShown) };
    default:
      return market;
  }
}

export function pricesAfter(history: PriceHistory, classId: number, event: StreamEvent): PriceHistory {
  if (event.name !== 'price' || event.data.class_id !== classId) return history;
  const last = history.points.at(-1);
  if (last !== undefined && last.unix_s > event.data.unix_s) return history;
  // The later of two points of one second is what that second ends with.
  const before = last?.unix_s === event.data.unix_s ? history.points.slice(0, -1) : history.points;
  return { ...history, points: [...before, event.data] };
}

export function leaseAfter(detail: LeaseDetail, event: StreamEvent): LeaseDetail {
  const { address } = detail.lease;
  if (event.name === 'lease' && event.data.address === address && event.data.slot >= detail.lease.slot)
    return { ...detail, lease: event.data };
  if (event.name === 'lease-event' && event.data.lease === address) {
    const { event: added } = event.data;
    if (detail.events.some(({ signature }) => signature === added.signature)) return detail;
    return { ...detail, events: [...detail.events, added] };
  }
  return detail;
}

export function leasesAfter(
  list: LeaseList,
  isTheirs: (lease: LeaseRow) => boolean,
  event: StreamEvent,
): LeaseList {
  if (event.name !== 'lease' || !isTheirs(event.data)) return list;
  return { ...list, leases: withLease(list.leases, event.data) };
}

export function providerAfter(detail: ProviderDetail, event: StreamEvent): ProviderDetail {
  const { address } = detail.provider;
  switch (event.name) {
    case 'provider':
      return event.data.address === address && event.data.slot >= detail.provider.slot
        ? { ...detail, provider: event.data }
        : detail;
    case 'offer': {
      if (event.data.provider !== address) return detail;
      return { ...detail, offers: withRow(detail.offers, event.data) };
    }
    case 'offer-gone':
      return { ...detail, offers: withoutRow(detail.offers, event.data) };
    case 'lease':
      return event.data.provider === address
        ? { ...detail, leases: withLease(detail.leases, event.data) }
        : detail;
    case 'lease-event': {
      const { lease, event: added } = event.data;
      const paid = added.usdc.find(({ party, usdc_atoms }) => party === 'provider' && usdc_atoms > 0n);
      const served = detail.leases.some((row) => row.address === lease);
      const known = detail.earnings.some(({ signature }) => signature === added.signature);
      if (paid === undefined || !served || known || added.failed) return detail;
      const payout = {
        unix_s: added.unix_s,
        lease,
        usdc_atoms: paid.usdc_atoms,
        signature: added.signature,
      };
      return { ...detail, earnings: [...detail.earnings, payout] };
    }
    default:
      return detail;
  }
}

/** The rows with a newer state of one of them, or with one more. */
function withRow(rows: OfferRow[], row: OfferRow): OfferRow[] {
  const at = rows.findIndex(({ address }) => address === row.address);
  const before = rows[at];
  if (before === undefined) return [...rows, row];
  return before.slot > row.slot ? rows : rows.with(at, row);
}

function withoutRow(rows: OfferRow[], gone: { readonly address: string; readonly slot: bigint }): OfferRow[] {
  return rows.filter(({ address, slot }) => address !== gone.address || slot > gone.slot);
}

/** Newest first, as the index lists them. */
function withLease(rows: LeaseRow[], row: LeaseRow): LeaseRow[] {
  const at = rows.findIndex(({ address }) => address === row.address);
  const before = rows[at];
  if (before === undefined) return [row, ...rows];
  return before.slot > row.slot ? rows : rows.with(at, row);
}

function withPrice(points: PricePoint[], point: PricePoint): PricePoint[] {
  const at = points.findIndex(({ class_id }) => class_id === point.class_id);
  const before = points[at];
  if (before === undefined) return [...points, point];
  return before.unix_s > point.unix_s ? points : points.with(at, point);
}
