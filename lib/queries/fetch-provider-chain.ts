import { type Address } from '@solana/kit';

import { browserNetwork } from '@/lib/pyronet/browser-network';
import { fetchMaybeProvider, findProviderPda } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { browserChain } from '@/lib/rpc/browser-chain';

import { type ProviderChain } from './provider-chain';

/** @throws RpcError when the chain cannot be asked */
export async function fetchProviderChain(authority: Address): Promise<ProviderChain> {
  const [{ rpc }, network, [address]] = await Promise.all([
    browserChain(),
    browserNetwork(),
    findProviderPda({ authority }),
  ]);
  const [account, holdings] = await Promise.all([
    fetchMaybeProvider(rpc, address, { commitment: 'confirmed' }),
    fetchHoldings(rpc, network, authority),
  ]);
  if (!account.exists) return { network, address, provider: null, holdings, workerLamports: null };
  const purse = await rpc.getBalance(account.data.workerKey, { commitment: 'confirmed' }).send();
  return { network, address, provider: account, holdings, workerLamports: purse.value };
}
