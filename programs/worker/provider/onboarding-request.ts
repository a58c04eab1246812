import { type ActionPlan } from '@/lib/actions/plan';
import { type Result } from '@/lib/domain/result';
import { type Engine } from '@/lib/engine/engine';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { WorkerError } from '../worker-error';
import { type PublishedRecord } from './published-record';

/** What going to the market, and staying there, needs to know. */
export interface OnboardingRequest {
  readonly chain: WorkerChain;
  readonly keys: WorkerKeys;
  readonly engine: Engine;
  readonly facts: KeyValueStore;
  readonly record: PublishedRecord;
  /** USDC atoms per hour. */
  readonly pricePerHour: bigint;
  /** USDC atoms of bond. Locked ones count, unless money is worthless and the faucet refills. */
  readonly bondAtoms: bigint;
  readonly diskBytes: number;
  /** Fill empty purses from the faucet of the local network. */
  readonly useFaucet: boolean;
  readonly log: Log;
}

/** Sends what the authority signs. @throws WorkerError with the problem in words */
export async function submitPlan(
  { chain, keys }: Pick<OnboardingRequest, 'chain' | 'keys'>,
  step: string,
  plan: ActionPlan | Result<ActionPlan>,
): Promise<void> {
  const { instructions } = 'ok' in plan ? planOf(plan) : plan;
  await chain.again(`onboard ${step}`, keys.authority, instructions);
}

/** @throws WorkerError with the problem in words */
export function planOf<Plan>(result: Result<Plan>): Plan {
  if (result.ok) return result.value;
  const { code, message, next } = result.problem;
  throw new WorkerError('transaction_failed', message, next, { cause: code });
}
