import { addressIn, answer, Refusal } from '@/lib/indexer/answer';
import { countChainRead } from '@/lib/indexer/chain-reads';

export const dynamic = 'force-dynamic';

/** A provider with offers, leases and payouts: `providerDetail` of `lib/index-api/shapes.ts`. */
export function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly address: string }> },
): Promise<Response> {
  return answer(request, async (index) => {
    countChainRead(request);
    const found = await index.provider(addressIn((await params).address, 'provider'));
    if (found !== null) return found;
    throw new Refusal(
      404,
      'no_provider',
      'The chain has no such provider.',
      'Check the link, or its network.',
    );
  });
}
