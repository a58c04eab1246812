import { type Address } from '@solana/kit';

import { fetchHoldings as fetchHoldingsOf, type Holdings } from '@/lib/pyronet/holdings';

import { type WorkerChain } from '../chain/worker-chain';

/** What an address holds on the worker's network. @throws RpcError when the chain cannot be asked */
export const fetchHoldings = ({ client, network }: WorkerChain, owner: Address): Promise<Holdings> =>
  fetchHoldingsOf(client.rpc, network, owner);
