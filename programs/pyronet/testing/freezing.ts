import { type Address } from '@solana/kit';
import { getFreezeAccountInstruction, getThawAccountInstruction } from '@solana-program/token';

import { type Outcome } from './chain';
import { type Market } from './market';

/** The issuer freezes a USDC account. */
export function freeze({ network, issuer, send }: Market, account: Address): Promise<Outcome> {
  return send([getFreezeAccountInstruction({ account, mint: network.usdcMint, owner: issuer })]);
}

/** The issuer lets a frozen USDC account go. */
export function thaw({ network, issuer, send }: Market, account: Address): Promise<Outcome> {
  return send([getThawAccountInstruction({ account, mint: network.usdcMint, owner: issuer })]);
}
