import { answer } from '@/lib/indexer/answer';

export const dynamic = 'force-dynamic';

/** The order book with its newest prices and trades: `marketSnapshot` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answer(request, (index) => index.market());
}
