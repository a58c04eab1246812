import { addressIn, answer, Refusal } from '@/lib/indexer/answer';

export const dynamic = 'force-dynamic';

/** `?renter=<wallet>` or `?provider=<provider account>`: `leaseList` of `lib/index-api/shapes.ts`. */
export function GET(request: Request): Promise<Response> {
  return answer(request, (index, { searchParams }) => {
    if (searchParams.has('renter')) {
      const renter = addressIn(searchParams.get('renter'), 'renter');
      return index.leases((lease) => lease.renter === renter);
    }
    if (searchParams.has('provider')) {
      const provider = addressIn(searchParams.get('provider'), 'provider');
      return index.leases((lease) => lease.provider === provider);
    }
    throw new Refusal(400, 'whose_leases', 'It is not said whose leases.', 'Add ?renter= or ?provider=.');
  });
}
