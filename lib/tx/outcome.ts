import { type Address, type Signature } from '@solana/kit';

/** How a transaction ended. Only `confirmed` moved anything; only `unknown` leaves open whether it did. */
export type Outcome = Confirmed | Rejected | Failed | Expired | Unknown;

export interface Confirmed {
  readonly kind: 'confirmed';
  readonly signature: Signature;
  /** Slot in which it landed. */
  readonly slot: bigint;
}

/** The owner of a key declined to sign. Nothing was sent. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly sentence: string;
}

/** The transaction cannot succeed, or was executed without effect. */
export interface Failed {
  readonly kind: 'failed';
  readonly failure: Failure;
  /** Null when nothing was sent. A transaction that failed on chain has paid its network fee and nothing else. */
  readonly signature: Signature | null;
}

/** The chain moved past the last block that could have held it, and does not hold it. Nothing was charged. */
export interface Expired {
  readonly kind: 'expired';
  readonly signature: Signature;
  readonly lastValidBlockHeight: bigint;
}

/** It was sent, and what became of it could not be learnt. Asking again later with the same intent key settles it. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly signature: Signature;
  readonly sentence: string;
  readonly next: string;
}

/** Where a failure came to light. */
export type FailureStage = 'build' | 'simulate' | 'sign' | 'send' | 'execute';

export interface Failure {
  readonly stage: FailureStage;
  /** Stable name, such as `PriceAboveGuard` of our program or `transaction-too-large`. */
  readonly code: string;
  /** For people. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
  /** Which of the intent's instructions failed, from 0; null when it is not about one. */
  readonly instructionIndex: number | null;
  /** The program that refused; it may be one called by the instruction's own. */
  readonly program: Address | null;
  readonly logs: readonly string[];
}

/** Where a transaction stands on its way; the outcome follows the last of them. */
export type Progress =
  | { readonly step: 'building' }
  | { readonly step: 'simulating' }
  | { readonly step: 'awaiting-signature'; readonly unitsConsumed: bigint; readonly feeLamports: bigint }
  | { readonly step: 'sending'; readonly signature: Signature; readonly lastValidBlockHeight: bigint }
  | { readonly step: 'confirming'; readonly signature: Signature };
