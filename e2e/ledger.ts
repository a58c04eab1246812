import {
  type Address,
  type Base64EncodedBytes,
  getAddressEncoder,
  getBase64Decoder,
  getBase64Encoder,
} from '@solana/kit';
import { getTokenDecoder, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

import { fetchNetwork } from '@/lib/pyronet/network';
import { type ChainClient } from '@/lib/rpc/chain-client';

/** USDC atoms of every account on the chain that holds or held any, by the account's address. */
export type Ledger = ReadonlyMap<Address, bigint>;

const tokenAccountBytes = 165n;

export async function readUsdcLedger({ rpc }: ChainClient): Promise<Ledger> {
  const { usdcMint } = await fetchNetwork(rpc);
  const rows = await rpc
    .getProgramAccounts(TOKEN_PROGRAM_ADDRESS, {
      encoding: 'base64',
      commitment: 'confirmed',
      filters: [
        { dataSize: tokenAccountBytes },
        { memcmp: { offset: 0n, bytes: base64Of(usdcMint), encoding: 'base64' } },
      ],
    })
    .send();
  return new Map(
    rows.map(({ pubkey, account }) => {
      const { amount } = getTokenDecoder().decode(getBase64Encoder().encode(account.data[0]));
      return [pubkey, amount];
    }),
  );
}

/** What each account gained or lost between two looks; accounts that stayed the same are left out. */
export function moves(before: Ledger, after: Ledger): ReadonlyMap<Address, bigint> {
  const accounts = new Set([...before.keys(), ...after.keys()]);
  return new Map(
    [...accounts].flatMap((account) => {
      const change = (after.get(account) ?? 0n) - (before.get(account) ?? 0n);
      return change === 0n ? [] : [[account, change] as const];
    }),
  );
}

export function total(ledger: Ledger): bigint {
  return [...ledger.values()].reduce((sum, atoms) => sum + atoms, 0n);
}

function base64Of(mint: Address) {
  return getBase64Decoder().decode(getAddressEncoder().encode(mint)) as Base64EncodedBytes;
}
