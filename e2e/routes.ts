import { readOpenOffers } from '@/lib/queries/open-offers';

import { type TestNetwork } from './network';

/** Pages that nobody needs a wallet for; they never load wallet code. */
export const publicRoutes: readonly string[] = [
  '/',
  '/market',
  '/market/[class]',
  '/provider/[address]',
  '/tx/[signature]',
];

/** An address of each route on a running network that offers at least one machine. */
export async function visitablePaths(network: TestNetwork): Promise<ReadonlyMap<string, string>> {
  const [cheapest] = await readOpenOffers(network.client);
  if (cheapest === undefined)
    throw new Error('Nothing is offered, so the pages of an offer have no address.');
  const { address, offer } = cheapest;
  const [listing] = await network.client.rpc.getSignaturesForAddress(address, { limit: 1 }).send();
  if (listing === undefined) throw new Error('The chain has forgotten how an offer was listed.');
  return new Map([
    ['/', '/'],
    ['/market', '/market'],
    ['/market/[class]', `/market/${offer.classId}`],
    ['/rent/[offer]', `/rent/${address}`],
    ['/leases', '/leases'],
    // No lease has this address. The page learns that after its scripts have run, so they are the same.
    ['/lease/[address]', `/lease/${address}`],
    ['/provider', '/provider'],
    ['/provider/[address]', `/provider/${offer.provider}`],
    ['/tx/[signature]', `/tx/${listing.signature}`],
  ]);
}
