import { addressIn, answer, Refusal } from '@/lib/indexer/answer';

export const dynamic = 'force-dynamic';

/** `?renter=<wallet>` or `?provider=<provider account>`: `leaseList` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answer(request, (index, { searchParams }) => {
    for (const party of ['renter', 'provider'] as const) {
      if (searchParams.has(party)) return index.leases(party, addressIn(searchParams.get(party), party));
    }
    throw new Refusal(400, 'whose_leases', 'It is not said whose leases.', 'Add ?renter= or ?provider=.');
  });
}
