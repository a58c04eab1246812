import {
  type Address,
  appendTransactionMessageInstructions,
  type Blockhash,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  lamports,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
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
import { describeTransactionError } from '@/programs/localnet/chain/transaction-error';
import { LOCAL_TOKEN_DECIMALS } from '@/programs/localnet/genesis/genesis-accounts';
import { addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { parseTransaction } from '@/programs/localnet/wire/transaction';

const MEMO_PROGRAM_ADDRESS = addressText(MEMO_PROGRAM) as Address;

/** A faucet's answer: the signature of what it sent, or why the chain refused it. */
export type FaucetGrant =
  { readonly ok: true; readonly signature: string } | { readonly ok: false; readonly reason: string };

/** Hands out lamports and local tokens by ordinary transactions, so that they show in history like any other. */
export class Faucet {
  private readonly signer = worthlessLocalKey('faucet');
  /** Makes two grants that are otherwise equal differ in their bytes, and so in their signature. */
  private sequence = 0;

  constructor(private readonly chain: Chain) {}

  async sendLamports(to: Address, amount: bigint): Promise<FaucetGrant> {
    const source = await this.signer;
    return this.send([getTransferSolInstruction({ source, destination: to, amount: lamports(amount) })]);
  }

  /** Mints `amount` of `mint`'s smallest units into the associated token account of `owner`, made if missing. */
  async mintTokens(mint: Address, owner: Address, amount: bigint): Promise<FaucetGrant & { token: Address }> {
    const payer = await this.signer;
    const [token] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
    const create = getCreateAssociatedTokenIdempotentInstruction({ payer, ata: token, owner, mint });
    const mintTo = getMintToCheckedInstruction({
      mint,
      token,
      mintAuthority: payer,
      amount,
      decimals: LOCAL_TOKEN_DECIMALS,
    });
    return { ...(await this.send([create, mintTo])), token };
  }

  private async send(instructions: readonly Instruction[]): Promise<FaucetGrant> {
    const payer = await this.signer;
    const { hash, lastValidHeight } = this.chain.latestBlockhash('processed');
    const lifetime = {
      blockhash: addressText(hash) as Blockhash,
      lastValidBlockHeight: BigInt(lastValidHeight),
    };
    const signed = await signTransactionMessageWithSigners(
      pipe(
        createTransactionMessage({ version: 0 }),
        (message) => setTransactionMessageFeePayerSigner(payer, message),
        (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
        (message) => appendTransactionMessageInstructions([...instructions, this.numbered()], message),
      ),
    );
    const parsed = parseTransaction(new Uint8Array(getTransactionEncoder().encode(signed)));
    if (!parsed.ok) return { ok: false, reason: parsed.reason };
    const { included, execution } = this.chain.submit(parsed.value, false);
    if (!included) {
      return { ok: false, reason: execution.error === null ? '' : describeTransactionError(execution.error) };
    }
    return { ok: true, signature: encodeBase58(parsed.value.signatures[0] ?? new Uint8Array(64)) };
  }

  private numbered(): Instruction {
    const text = `faucet ${this.chain.slot} ${this.sequence++}`;
    return { programAddress: MEMO_PROGRAM_ADDRESS, accounts: [], data: new TextEncoder().encode(text) };
  }
}
