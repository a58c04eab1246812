import { address } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';

import { readAccount, readContextual } from './account-data';
import { type ChainClient } from './chain-client';

const clockSysvar = address('SysvarC1ock11111111111111111111111111111111');

/**
 * Reads the chain's clock.
 *
 * Layout of the sysvar: u64 slot, i64 epoch start, u64 epoch, u64 leader schedule epoch, i64 unix timestamp.
 *
 * @throws RpcError when the chain cannot be asked.
 */
export async function readChainTime(
  client: Pick<ChainClient, 'request'>,
  signal?: AbortSignal,
): Promise<ChainInstant> {
  const answer = await client.request(
    'getAccountInfo',
    [clockSysvar, { encoding: 'base64', commitment: 'confirmed' }],
    signal,
  );
  const account = readAccount(readContextual(answer)?.value);
  if (account === null || account === undefined || account.data.length < 40)
    throw new Error('The node does not know the clock of its chain.');
  const view = new DataView(Uint8Array.from(account.data).buffer);
  return { slot: view.getBigUint64(0, true), unixSeconds: view.getBigInt64(32, true) };
}
