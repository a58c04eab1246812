import { type ActionPlan } from '@/lib/actions/plan';
import { type Result } from '@/lib/domain/result';

import { type ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { type WorkerKeys } from '../keys/worker-keys';
import { type Log } from '../log';
import { type MachineTerms } from '../machine/machine-terms';
import { WorkerError } from '../worker-error';
import { type MeasuredSpeed } from './benchmark';
import { type PublishedRecord } from './published-record';
import { type SignOfLife } from './sign-of-life';

/** What going to the market, and staying there, needs to know. */
export interface OnboardingRequest {
  readonly chain: WorkerChain;
  readonly clock: ChainClock;
  readonly keys: WorkerKeys;
  readonly machine: MachineTerms;
  readonly record: PublishedRecord;
  readonly signOfLife: SignOfLife;
  /** Speed of the computer, measured when it is first asked for. */
  readonly speed: () => Promise<MeasuredSpeed>;
  /** Seats that share that speed. */
  readonly seats: number;
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
