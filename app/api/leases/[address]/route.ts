import { addressIn, answer, Refusal } from '@/lib/indexer/answer';
import { countChainRead } from '@/lib/indexer/chain-reads';

export const dynamic = 'force-dynamic';

/** One lease and its transactions: `leaseDetail` of `lib/index-api/shapes.ts`. */
export function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly address: string }> },
): Promise<Response> {
  return answer(request, async (index) => {
    countChainRead(request);
    const found = await index.lease(addressIn((await params).address, 'lease'));
    if (found !== null) return found;
    throw new Refusal(
      404,
      'no_lease',
      'The chain has no such lease, or closed it long ago.',
      'One that was just opened appears within seconds; else check the link, or its network.',
    );
  });
}
