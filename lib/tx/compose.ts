import {
  addSignersToTransactionMessage,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getTransactionEncoder,
  type Instruction,
  pipe,
  setTransactionMessageComputeUnitLimit,
  setTransactionMessageComputeUnitPrice,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  type TransactionSigner,
} from '@solana/kit';

import { divideUp } from '@/lib/domain/divide-up';

import { type BlockhashLifetime } from './chain-port';

/** Largest transaction a network passes on, in bytes: IPv6's smallest packet less its headers. */
export const maxTransactionBytes = 1_232;
export const maxComputeUnits = 1_400_000;

const lamportsPerSignature = 5_000n;
const microLamportsPerLamport = 1_000_000n;

export interface Draft {
  readonly instructions: readonly Instruction[];
  readonly feePayer: TransactionSigner;
  /** Signers that the instructions name by address only. */
  readonly signers: readonly TransactionSigner[];
  readonly lifetime: BlockhashLifetime;
  readonly computeUnitLimit: number;
  /** Zero for none. */
  readonly microLamportsPerUnit: bigint;
}

/**
 * A version 0 transaction message. The compute budget goes last, so that instructions keep their places: a signature
 * check must stand directly before the instruction that relies on it, and errors name instructions by index.
 */
export function composeMessage(draft: Draft) {
  return pipe(
    createTransactionMessage({ version: 0 }),
    (message) => setTransactionMessageFeePayerSigner(draft.feePayer, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(draft.lifetime, message),
    (message) => appendTransactionMessageInstructions(draft.instructions, message),
    (message) => addSignersToTransactionMessage([...draft.signers], message),
    (message) => setTransactionMessageComputeUnitLimit(draft.computeUnitLimit, message),
    (message) =>
      draft.microLamportsPerUnit === 0n
        ? message
        : setTransactionMessageComputeUnitPrice(draft.microLamportsPerUnit, message),
  );
}

export type ComposedMessage = ReturnType<typeof composeMessage>;

/** The unsigned transaction as it goes over the wire, for a dry run. */
export function unsignedTransaction(message: ComposedMessage) {
  const transaction = compileTransaction(message);
  return {
    transaction,
    wire: getBase64EncodedWireTransaction(transaction),
    bytes: getTransactionEncoder().encode(transaction).length,
    signatureCount: Object.keys(transaction.signatures).length,
  };
}

/** The limit asked for: what the dry run used and a tenth more, for accounts change until the transaction lands. */
export function computeUnitLimitFor(unitsConsumed: bigint): number {
  const withMargin = Number(unitsConsumed) * 1.1 + 2_000;
  return Math.min(Math.ceil(withMargin), maxComputeUnits);
}

export function networkFeeLamports(
  signatureCount: number,
  computeUnitLimit: number,
  microLamportsPerUnit: bigint,
): bigint {
  const priorityMicroLamports = BigInt(computeUnitLimit) * microLamportsPerUnit;
  const priority = divideUp(priorityMicroLamports, microLamportsPerLamport);
  return BigInt(signatureCount) * lamportsPerSignature + priority;
}
