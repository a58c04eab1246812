import { type MarketSnapshot, type PriceHistory } from '@/lib/index-api/shapes';
import { indexServer } from '@/lib/indexer/index-server';
import { openBook } from '@/lib/matching/book-offer';
import { matchOffers } from '@/lib/matching/match-offers';
import { type BookView } from '@/lib/matching/requirement-url';
import { sortOffers } from '@/lib/matching/sort-offers';

/** A page waits this long for an index that still reads the chain; then it comes without figures and reads them itself. */
const patienceMs = 1_500;
const mostOffersInPage = 120;

/** The market that a page carries. */
export interface FirstMarket {
  readonly market: MarketSnapshot;
  /** False when the book was too long to be sent along: the offers are those that show first, and the page asks for all. */
  readonly complete: boolean;
}

/** The market now, for a page made on the server; null when the index has no answer yet. Server only. */
export async function firstMarket(view: BookView): Promise<FirstMarket | null> {
  const index = await indexServer().index(patienceMs);
  return index === null ? null : fitForPage(index.market(), view);
}

/** The market without its offers, for a page that shows prices alone; null as above. Server only. */
export async function marketPrices(): Promise<Omit<MarketSnapshot, 'offers'> | null> {
  const index = await indexServer().index(patienceMs);
  return index?.market() ?? null;
}

/** The prices of a class until now; null when the index has no answer yet. Server only. */
export async function firstPrices(classId: number): Promise<PriceHistory | null> {
  const index = await indexServer().index(patienceMs);
  return index === null || !index.knowsClass(classId) ? null : index.prices(classId);
}

/** A market cut to what a page may weigh: of a long book the offers that the view shows first. */
export function fitForPage(market: MarketSnapshot, { requirement, order }: BookView): FirstMarket {
  if (market.offers.length <= mostOffersInPage) return { market, complete: true };
  const book = openBook(market.offers, market.classes, market.as_of.chain_unix_s);
  const shown = sortOffers(matchOffers(book, requirement).offers, order);
  const offers = shown.slice(0, mostOffersInPage).map(({ row }) => row);
  return { market: { ...market, offers }, complete: false };
}
