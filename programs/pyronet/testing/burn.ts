import { type Address, type KeyPairSigner } from '@solana/kit';

import { buyBurnLot } from '@/lib/actions/buy-burn-lot';
import { openBurnLot } from '@/lib/actions/open-burn-lot';
import { splitFees } from '@/lib/actions/split-fees';
import { type BurnAuction, findBurnAuctionPda, findBurnVaultPda } from '@/lib/pyronet/generated';

import { type Outcome } from './chain';
import { valueOf } from './expectation';
import { fundedKey, type Market, read } from './market';
import { placeTokens, tokenBalance } from './tokens';

/** Somebody with PYRO to burn. */
export interface Buyer {
  readonly wallet: KeyPairSigner;
  readonly pyro: Address;
  readonly usdc: Address;
}

export async function joinAsBuyer(market: Market, pyroAtoms = 10n ** 15n): Promise<Buyer> {
  const { chain, network } = market;
  const wallet = await fundedKey(chain, 'buyer');
  const owner = wallet.address;
  const pyro = await placeTokens(chain, { owner, mint: network.pyroMint, atoms: pyroAtoms });
  const usdc = await placeTokens(chain, { owner, mint: network.usdcMint, atoms: 0n });
  return { wallet, pyro, usdc };
}

/** The burn auction as it stands. */
export async function auctionOf({ chain }: Market): Promise<BurnAuction> {
  return read.burnAuction(chain, (await findBurnAuctionPda())[0]);
}

/** USDC atoms in the burn vault. */
export async function burnVaultAtoms({ chain }: Market): Promise<bigint> {
  return tokenBalance(chain, (await findBurnVaultPda())[0]);
}

export async function planSplit({ chain, network }: Market) {
  return valueOf(await splitFees({ network, collectedAtoms: tokenBalance(chain, network.feeVault) }));
}

export async function planOpening(market: Market) {
  const { network } = market;
  const request = { auction: await auctionOf(market), burnVaultAtoms: await burnVaultAtoms(market) };
  return valueOf(await openBurnLot({ network, ...request }));
}

export async function planPurchase(market: Market, buyer: Buyer, pyroMaxAtoms = 10n ** 15n) {
  const { network, chain } = market;
  const { wallet, pyro: source, usdc: destination } = buyer;
  const purchase = { buyer: wallet, source, destination, pyroMaxAtoms };
  return valueOf(
    await buyBurnLot({ network, ...purchase, auction: await auctionOf(market), slot: chain.slot }),
  );
}

export const openLot = async (market: Market): Promise<Outcome> =>
  market.send((await planOpening(market)).instructions);

export const buyLot = async (market: Market, buyer: Buyer, pyroMaxAtoms?: bigint): Promise<Outcome> =>
  market.send((await planPurchase(market, buyer, pyroMaxAtoms)).instructions);
