import { type Address, type Instruction, lamports } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getMintToCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { type Chain } from '@/programs/localnet/chain/chain';
import { MEMO_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { LOCAL_TOKEN_DECIMALS } from '@/programs/localnet/genesis/genesis-accounts';
import { type LocalOutcome, sendLocally } from '@/programs/localnet/local-transaction';
import { addressText } from '@/programs/localnet/wire/address-key';

const MEMO_PROGRAM_ADDRESS = addressText(MEMO_PROGRAM) as Address;

/** Tokens for an owner, in the mint's smallest units. */
export type TokenGrant = { readonly mint: Address; readonly amount: bigint };

/** Hands out lamports and local tokens by ordinary transactions, so that they show in history like any other. */
export class Faucet {
  private readonly signer = worthlessLocalKey('faucet');
  /** Makes two grants that are otherwise equal differ in their bytes, and so in their signature. */
  private sequence = 0;

  constructor(private readonly chain: Chain) {}

  async sendLamports(to: Address, amount: bigint): Promise<LocalOutcome> {
    const source = await this.signer;
    return this.send([getTransferSolInstruction({ source, destination: to, amount: lamports(amount) })]);
  }

  /** Mints each grant into the owner's associated token account, made if missing. All or none happen. */
  async mintTokens(owner: Address, grants: readonly TokenGrant[]): Promise<LocalOutcome> {
    const payer = await this.signer;
    const instructions: Instruction[] = [];
    for (const { mint, amount } of grants) {
      const token = await associatedTokenAddress(owner, mint);
      instructions.push(
        getCreateAssociatedTokenIdempotentInstruction({ payer, ata: token, owner, mint }),
        getMintToCheckedInstruction({
          mint,
          token,
          mintAuthority: payer,
          amount,
          decimals: LOCAL_TOKEN_DECIMALS,
        }),
      );
    }
    return this.send(instructions);
  }

  private async send(instructions: readonly Instruction[]): Promise<LocalOutcome> {
    const text = `faucet ${this.chain.slot} ${this.sequence++}`;
    const memo = { programAddress: MEMO_PROGRAM_ADDRESS, accounts: [], data: new TextEncoder().encode(text) };
    return sendLocally(this.chain, await this.signer, [...instructions, memo]);
  }
}

/** Where an owner's tokens of a classic mint live. */
export async function associatedTokenAddress(owner: Address, mint: Address): Promise<Address> {
  const [token] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return token;
}
