import { answerWith } from '@/lib/indexer/answer';
import { marketAnswer } from '@/lib/indexer/market-answer';

export const dynamic = 'force-dynamic';

/** The order book with its newest prices and trades: `marketSnapshot` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answerWith((index) => marketAnswer(index, request));
}
