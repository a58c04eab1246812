import { address, type Address } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';

import { type ChainAccount } from './account-data';
import { type ChainClient } from './chain-client';
import { readAccounts } from './read-accounts';

const clockSysvar = address('SysvarC1ock11111111111111111111111111111111');

/**
 * Reads the chain's clock.
 *
 * @throws RpcError when the chain cannot be asked.
 */
export async function readChainTime(
  client: Pick<ChainClient, 'request'>,
  signal?: AbortSignal,
): Promise<ChainInstant> {
  const { accounts } = await readAccounts(client, [clockSysvar], signal);
  return instantOf(accounts.get(clockSysvar));
}

/** An account and the chain's clock as they were at one slot. */
export interface AccountAtTime {
  readonly time: ChainInstant;
  /** Null when the account does not exist. */
  readonly account: ChainAccount | null;
}

/**
 * Reads an account together with the clock: whatever happens to the account later, happens at that time or after it.
 *
 * @throws RpcError when the chain cannot be asked.
 */
export async function readAtChainTime(
  client: Pick<ChainClient, 'request'>,
  account: Address,
  signal?: AbortSignal,
): Promise<AccountAtTime> {
  const { accounts } = await readAccounts(client, [clockSysvar, account], signal);
  return { time: instantOf(accounts.get(clockSysvar)), account: accounts.get(account) ?? null };
}

/** Layout of the sysvar: u64 slot, i64 epoch start, u64 epoch, u64 leader schedule epoch, i64 unix timestamp. */
function instantOf(clock: ChainAccount | null | undefined): ChainInstant {
  if (clock === null || clock === undefined || clock.data.length < 40)
    throw new Error('The node does not know the clock of its chain.');
  const view = new DataView(Uint8Array.from(clock.data).buffer);
  return { slot: view.getBigUint64(0, true), unixSeconds: view.getBigInt64(32, true) };
}
