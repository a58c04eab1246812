import { getMintEncoder } from '@solana-program/token';
import { type Address, none, some } from '@solana/kit';

import { type Chain } from '@/programs/localnet/chain/chain';
import { SYSTEM_PROGRAM, TOKEN_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { knownAddress } from '@/programs/localnet/wire/address-key';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

/** What the faucet starts with, in lamports: 500 million SOL. */
const FAUCET_LAMPORTS = 500_000_000_000_000_000n;
/** USDC and PYRO both count millionths. */
export const LOCAL_TOKEN_DECIMALS = 6;

export type LocalMints = { readonly usdc: Address; readonly pyro: Address };

/** Addresses of the two local mints, the same on every local network. */
export async function localMints(): Promise<LocalMints> {
  const [usdc, pyro] = await Promise.all([worthlessLocalKey('usdc mint'), worthlessLocalKey('pyro mint')]);
  return { usdc: usdc.address, pyro: pyro.address };
}

/** Puts the faucet and the two mints, whose authority the faucet is, in place on a fresh chain. */
export async function putGenesisAccounts(chain: Chain): Promise<void> {
  const faucet = await worthlessLocalKey('faucet');
  const mints = await localMints();
  const data = new Uint8Array(
    getMintEncoder().encode({
      mintAuthority: some(faucet.address),
      supply: 0n,
      decimals: LOCAL_TOKEN_DECIMALS,
      isInitialized: true,
      freezeAuthority: none(),
    }),
  );
  const mint = { lamports: chain.minimumBalance(data.length), owner: TOKEN_PROGRAM, data, executable: false };
  const purse = {
    lamports: FAUCET_LAMPORTS,
    owner: SYSTEM_PROGRAM,
    data: new Uint8Array(0),
    executable: false,
  };
  chain.put([
    { key: knownAddress(faucet.address), account: purse },
    { key: knownAddress(mints.usdc), account: mint },
    { key: knownAddress(mints.pyro), account: mint },
  ]);
}
