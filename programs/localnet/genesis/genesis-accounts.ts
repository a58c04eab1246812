import { getMintEncoder } from '@solana-program/token';
import { type Address, none, some } from '@solana/kit';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { type Chain } from '@/programs/localnet/chain/chain';
import { SYSTEM_PROGRAM, TOKEN_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { knownAddress } from '@/programs/localnet/wire/address-key';

/** What the faucet starts with, in lamports: 500 million SOL. */
const FAUCET_LAMPORTS = 500_000_000_000_000_000n;
/** What the founder starts with, in lamports: 10,000 SOL. */
const FOUNDER_LAMPORTS = 10_000_000_000_000n;
/** USDC and PYRO both count millionths. */
export const LOCAL_TOKEN_DECIMALS = 6;

export type LocalMints = { readonly usdc: Address; readonly pyro: Address };

/** Addresses of the two local mints, the same on every local network. */
export async function localMints(): Promise<LocalMints> {
  const [usdc, pyro] = await Promise.all([worthlessLocalKey('usdc mint'), worthlessLocalKey('pyro mint')]);
  return { usdc: usdc.address, pyro: pyro.address };
}

/** Puts in place the faucet, the founder and the two mints, whose authority the faucet is. */
export async function putGenesisAccounts(chain: Chain): Promise<void> {
  const [faucet, founder] = await Promise.all([worthlessLocalKey('faucet'), worthlessLocalKey('founder')]);
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
  const purse = (lamports: bigint) => ({
    lamports,
    owner: SYSTEM_PROGRAM,
    data: new Uint8Array(0),
    executable: false,
  });
  chain.put([
    { key: knownAddress(faucet.address), account: purse(FAUCET_LAMPORTS) },
    { key: knownAddress(founder.address), account: purse(FOUNDER_LAMPORTS) },
    { key: knownAddress(mints.usdc), account: mint },
    { key: knownAddress(mints.pyro), account: mint },
  ]);
}
