import { type Address, type Base64EncodedWireTransaction, type Blockhash, type Signature } from '@solana/kit';

/** A transaction's lifetime: it can land in a block up to and including `lastValidBlockHeight`. */
export interface BlockhashLifetime {
  readonly blockhash: Blockhash;
  readonly lastValidBlockHeight: bigint;
}

export interface SimulationAnswer {
  /** The node's `TransactionError` as it came, or null. */
  readonly error: unknown;
  readonly logs: readonly string[];
  readonly unitsConsumed: bigint;
}

/** What one attempt to send came to. */
export type SendAnswer =
  | { readonly kind: 'accepted' }
  /** The node executed it in a dry run, which failed, and did not pass it on. */
  | { readonly kind: 'refused'; readonly error: unknown; readonly logs: readonly string[] }
  /** No answer; the transaction may be on its way all the same if `maybeDelivered`. */
  | { readonly kind: 'unanswered'; readonly maybeDelivered: boolean; readonly sentence: string };

export interface StatusAnswer {
  /** Slot for which the node answered. */
  readonly slot: bigint;
  /** Null when the node does not know the signature. */
  readonly status: {
    readonly slot: bigint;
    readonly error: unknown;
    readonly commitment: 'processed' | 'confirmed' | 'finalized';
  } | null;
}

/**
 * What `lib/tx` needs of a chain. Everything but `send` may be asked again and rejects only when the chain cannot be
 * asked at all; `send` never rejects and is tried exactly once per call.
 */
export interface ChainPort {
  readonly latestBlockhash: (signal?: AbortSignal) => Promise<BlockhashLifetime & { readonly slot: bigint }>;
  /** Signatures are not checked and the blockhash is replaced, so that an unsigned transaction can be tried. */
  readonly simulate: (
    transaction: Base64EncodedWireTransaction,
    signal?: AbortSignal,
  ) => Promise<SimulationAnswer>;
  readonly send: (
    transaction: Base64EncodedWireTransaction,
    options: { readonly dryRunFirst: boolean },
    signal?: AbortSignal,
  ) => Promise<SendAnswer>;
  readonly status: (
    signature: Signature,
    options: { readonly searchHistory: boolean },
    signal?: AbortSignal,
  ) => Promise<StatusAnswer>;
  /** What the programs of a landed transaction logged; empty where the node does not say. Never rejects. */
  readonly logs: (signature: Signature, signal?: AbortSignal) => Promise<readonly string[]>;
  /** Block height, and the slot at which it was reached, of a confirmed block. */
  readonly height: (signal?: AbortSignal) => Promise<{ readonly slot: bigint; readonly blockHeight: bigint }>;
  /** Oldest slot of which the node still has transactions, or null when it does not say. */
  readonly oldestSlot: (signal?: AbortSignal) => Promise<bigint | null>;
  /** Recent prioritisation fees for these writable accounts, in micro-lamports per compute unit. */
  readonly recentPriorityFees: (
    accounts: readonly Address[],
    signal?: AbortSignal,
  ) => Promise<readonly bigint[]>;
}
