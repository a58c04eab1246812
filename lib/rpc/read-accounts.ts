import { type Address } from '@solana/kit';

import { type ChainAccount, readAccount, readContextual } from './account-data';
import { type ChainClient } from './chain-client';

/** Nodes answer for at most this many accounts at once. */
const accountsPerRequest = 100;

/** Accounts as they were at a slot; null where there is none. */
export interface AccountsAt {
  readonly slot: bigint;
  readonly accounts: ReadonlyMap<Address, ChainAccount | null>;
}

/**
 * Reads accounts by their addresses; of several requests the oldest slot counts.
 *
 * @throws RpcError when the chain cannot be asked, Error where the answer is none
 */
export async function readAccounts(
  client: Pick<ChainClient, 'request'>,
  addresses: readonly Address[],
  signal?: AbortSignal,
): Promise<AccountsAt> {
  const accounts = new Map<Address, ChainAccount | null>();
  let oldest: bigint | null = null;
  for (let from = 0; from < addresses.length; from += accountsPerRequest) {
    const part = addresses.slice(from, from + accountsPerRequest);
    const options = { encoding: 'base64', commitment: 'confirmed' };
    const read = readContextual(await client.request('getMultipleAccounts', [part, options], signal));
    if (read === undefined || !Array.isArray(read.value))
      throw new Error('The node answers with no accounts.');
    if (oldest === null || read.slot < oldest) oldest = read.slot;
    for (const [index, address] of part.entries()) {
      const account = readAccount(read.value[index] ?? null);
      if (account !== undefined) accounts.set(address, account);
    }
  }
  return { slot: oldest ?? 0n, accounts };
}
