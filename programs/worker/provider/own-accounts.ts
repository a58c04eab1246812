import { type Address } from '@solana/kit';

import { type Located } from '@/lib/actions/plan';
import {
  type AccountFilter,
  leaseFilters,
  offerFilters,
  seizureFilters,
} from '@/lib/pyronet/account-filters';
import {
  getLeaseDecoder,
  getOfferDecoder,
  getSeizureDecoder,
  type Lease,
  type Offer,
  PYRONET_PROGRAM_ADDRESS,
  type Seizure,
} from '@/lib/pyronet/generated';
import { readAccount, readContextual } from '@/lib/rpc/account-data';

import { type WorkerChain } from '../chain/worker-chain';

/** Every offer of a provider. @throws RpcError */
export const fetchOwnOffers = (chain: WorkerChain, provider: Address): Promise<readonly Located<Offer>[]> =>
  fetchAccounts(chain, offerFilters({ provider }), (data) => getOfferDecoder().decode(data));

/** Every lease of a provider that still has an account. @throws RpcError */
export const fetchOwnLeases = (chain: WorkerChain, provider: Address): Promise<readonly Located<Lease>[]> =>
  fetchAccounts(chain, leaseFilters({ provider }), (data) => getLeaseDecoder().decode(data));

/** Every seizure that was not given out yet, of one provider or of all. @throws RpcError */
export const fetchSeizures = (chain: WorkerChain, provider?: Address): Promise<readonly Located<Seizure>[]> =>
  fetchAccounts(chain, seizureFilters(provider === undefined ? {} : { provider }), (data) =>
    getSeizureDecoder().decode(data),
  );

async function fetchAccounts<Data>(
  { client }: WorkerChain,
  filters: readonly AccountFilter[],
  decode: (data: Uint8Array) => Data,
): Promise<readonly Located<Data>[]> {
  const options = { encoding: 'base64', commitment: 'confirmed', withContext: true, filters };
  const answer = await client.request('getProgramAccounts', [PYRONET_PROGRAM_ADDRESS, options]);
  const entries: unknown = readContextual(answer)?.value;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const account = readAccount(Reflect.get(entry, 'account'));
    if (account === null || account === undefined) return [];
    const address = String(Reflect.get(entry, 'pubkey')) as Address;
    return [{ address, data: decode(Uint8Array.from(account.data)) }];
  });
}
