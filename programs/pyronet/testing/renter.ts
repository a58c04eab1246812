import { type Address, type KeyPairSigner } from '@solana/kit';

import { fundedKey, type Market } from './market';
import { placeTokens } from './tokens';

/** A renter with a wallet, a USDC account and the session key of its page. */
export interface RenterActor {
  readonly wallet: KeyPairSigner;
  readonly session: KeyPairSigner;
  readonly source: Address;
  /** Committed when a lease opens. */
  readonly secret: Uint8Array;
}

export async function joinAsRenter(
  market: Market,
  joining: { readonly name?: string; readonly atoms?: bigint; readonly lamports?: bigint } = {},
): Promise<RenterActor> {
  const { name = 'renter', atoms = 1_000_000_000n, lamports = 100_000_000_000n } = joining;
  const wallet = await fundedKey(market.chain, name, lamports);
  const session = await fundedKey(market.chain, `${name} session`);
  const source = await placeTokens(market.chain, {
    owner: wallet.address,
    mint: market.network.usdcMint,
    atoms,
  });
  return { wallet, session, source, secret: new Uint8Array(32).fill(9) };
}
