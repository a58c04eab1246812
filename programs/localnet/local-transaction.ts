import {
  appendTransactionMessageInstructions,
  type Blockhash,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  type TransactionSigner,
} from '@solana/kit';

import { type Chain } from '@/programs/localnet/chain/chain';
import { describeTransactionError } from '@/programs/localnet/chain/transaction-error';
import { addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { parseTransaction } from '@/programs/localnet/wire/transaction';

/** The signature of a transaction that was executed, or why it was not. */
export type LocalOutcome =
  | { readonly ok: true; readonly signature: string }
  | { readonly ok: false; readonly reason: string; readonly logs: readonly string[] };

/** Signs and executes a transaction of this process's own. One that fails leaves no trace. */
export async function sendLocally(
  chain: Chain,
  payer: TransactionSigner,
  instructions: readonly Instruction[],
): Promise<LocalOutcome> {
  const { hash, lastValidHeight } = chain.latestBlockhash('processed');
  const lifetime = {
    blockhash: addressText(hash) as Blockhash,
    lastValidBlockHeight: BigInt(lastValidHeight),
  };
  const signed = await signTransactionMessageWithSigners(
    pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(payer, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
      (message) => appendTransactionMessageInstructions(instructions, message),
    ),
  );
  const parsed = parseTransaction(new Uint8Array(getTransactionEncoder().encode(signed)));
  if (!parsed.ok) return { ok: false, reason: parsed.reason, logs: [] };
  const { included, execution } = chain.submit(parsed.value, false);
  if (included) {
    return { ok: true, signature: encodeBase58(parsed.value.signatures[0] ?? new Uint8Array(64)) };
  }
  const reason = execution.error === null ? 'not included' : describeTransactionError(execution.error);
  return { ok: false, reason, logs: execution.logs };
}
