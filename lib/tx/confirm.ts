import { type Address } from '@solana/kit';

import { type Clock } from '@/lib/rpc/clock';

import { type ChainPort, type SendAnswer, type StatusAnswer } from './chain-port';
import { describeFailure, type ProgramErrorDecoder } from './describe-failure';
import { type FailureStage, type Outcome } from './outcome';
import { type JournalEntry } from './transaction-journal';

export interface ConfirmTiming {
  /** How often the signature's status is asked for. */
  readonly pollMs: number;
  /** How often the same bytes are sent again, and the block height is looked at. */
  readonly rebroadcastMs: number;
  /** How long to go on before answering `unknown`. */
  readonly giveUpAfterMs: number;
}

export const defaultTiming: ConfirmTiming = { pollMs: 300, rebroadcastMs: 2_000, giveUpAfterMs: 120_000 };

export interface Confirmation {
  readonly port: ChainPort;
  readonly clock: Clock;
  readonly timing: ConfirmTiming;
  readonly decode: ProgramErrorDecoder;
  readonly entry: JournalEntry;
  /** Program of each instruction, in order. */
  readonly programs: readonly Address[];
  /** It may have been sent in an earlier life of this process. */
  readonly maybeSent: boolean;
  /** Called once, when it may first have reached the network. */
  readonly onSent?: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** Every node remembers the statuses of at least this many blocks, whether or not it keeps a history. */
const blocksRemembered = 150n;

/**
 * Sends signed bytes again and again until the chain says what became of them.
 *
 * It answers `expired` only when a confirmed block beyond the transaction's last one exists and a node that knows that
 * block does not know the signature, and `unknown` wherever less than that could be learnt.
 */
export async function sendUntilSettled(confirmation: Confirmation): Promise<Outcome> {
  const { port, clock, timing, entry, signal } = confirmation;
  const giveUpAtMs = clock.now() + timing.giveUpAfterMs;
  let maybeSent = confirmation.maybeSent;
  let nextSendMs = clock.now();
  for (;;) {
    const sendNow = clock.now() >= nextSendMs;
    if (sendNow) {
      nextSendMs = clock.now() + timing.rebroadcastMs;
      const answer = await port.send(entry.transaction, { dryRunFirst: !maybeSent }, signal);
      if (!maybeSent && isFinalRefusal(answer)) {
        return failedWith(confirmation, 'send', answer.error, answer.logs);
      }
      if (!maybeSent && mayHaveReached(answer)) {
        maybeSent = true;
        confirmation.onSent?.();
      }
    }
    const outcome = (await byStatus(confirmation)) ?? (sendNow ? await byEndOfLife(confirmation) : null);
    if (outcome !== null) return outcome;
    if (signal?.aborted === true || clock.now() >= giveUpAtMs) return unknown(confirmation);
    await clock.sleep(timing.pollMs, signal);
  }
}

/** The node tried it and says it cannot succeed; no other node was ever given it. */
function isFinalRefusal(answer: SendAnswer): answer is Extract<SendAnswer, { kind: 'refused' }> {
  // A node that is a moment behind does not know the newest blockhash yet; an expired one ends by its height.
  return (
    answer.kind === 'refused' && answer.error !== 'AlreadyProcessed' && answer.error !== 'BlockhashNotFound'
  );
}

function mayHaveReached(answer: SendAnswer): boolean {
  if (answer.kind === 'accepted') return true;
  if (answer.kind === 'refused') return answer.error === 'AlreadyProcessed';
  return answer.maybeDelivered;
}

/** Null while the chain has no final word on the signature, or cannot be asked. */
async function byStatus(confirmation: Confirmation): Promise<Outcome | null> {
  const { port, entry, signal } = confirmation;
  try {
    return await settled(confirmation, await port.status(entry.signature, { searchHistory: false }, signal));
  } catch {
    return null;
  }
}

async function settled(confirmation: Confirmation, { status }: StatusAnswer): Promise<Outcome | null> {
  const { port, entry, signal } = confirmation;
  if (status === null || status.commitment === 'processed') return null;
  if (status.error === null) return { kind: 'confirmed', signature: entry.signature, slot: status.slot };
  return failedWith(confirmation, 'execute', status.error, await port.logs(entry.signature, signal));
}

/** Null unless no block can hold the transaction any more. */
async function byEndOfLife(confirmation: Confirmation): Promise<Outcome | null> {
  const { port, entry, signal } = confirmation;
  try {
    const end = await port.height(signal);
    if (end.blockHeight <= entry.lastValidBlockHeight) return null;
    const answer = await port.status(entry.signature, { searchHistory: true }, signal);
    // A node that has not seen that block yet may still be about to see the transaction.
    if (answer.slot < end.slot) return null;
    if (answer.status !== null) return await settled(confirmation, answer);
    const remembered = end.blockHeight - entry.lastValidBlockHeight <= blocksRemembered;
    if (!remembered && !(await historyReaches(confirmation))) return unknown(confirmation);
    return {
      kind: 'expired',
      signature: entry.signature,
      lastValidBlockHeight: entry.lastValidBlockHeight,
    };
  } catch {
    return null;
  }
}

async function historyReaches({ port, entry, signal }: Confirmation): Promise<boolean> {
  const oldestSlot = await port.oldestSlot(signal);
  return oldestSlot !== null && oldestSlot <= entry.signedSlot;
}

function failedWith(
  { decode, programs, entry }: Confirmation,
  stage: FailureStage,
  error: unknown,
  logs: readonly string[],
): Outcome {
  return {
    kind: 'failed',
    failure: describeFailure({ stage, error, logs, programs, decode }),
    signature: stage === 'execute' ? entry.signature : null,
  };
}

function unknown({ entry }: Confirmation): Outcome {
  return {
    kind: 'unknown',
    signature: entry.signature,
    sentence: 'The transaction was sent, but the network has not said what became of it.',
    next: 'Check again in a minute; it will not be sent a second time.',
  };
}
