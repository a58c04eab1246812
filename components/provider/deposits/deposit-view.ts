import { withdrawalProblem } from '@/lib/domain/unbonding';
import { type Provider } from '@/lib/pyronet/generated';
import { Deposit } from '@/lib/pyronet/generated/types/deposit';

/** One of a provider's two deposits, in atoms of its token, and what can be done with it now. */
export interface DepositView {
  readonly deposit: Deposit;
  readonly unit: 'USDC' | 'PYRO';
  /** Counts, and can be asked back. */
  readonly free: bigint;
  /** Bond that leases lock; stake that is exposed to them. */
  readonly locked: bigint;
  readonly unbonding: bigint;
  /** Unix seconds from which the unbonding part can leave, as far as its own time goes; null while none is unbonding. */
  readonly unbondsAt: bigint | null;
  /** Why it cannot be withdrawn now, with what to do; null where it can. */
  readonly heldBecause: string | null;
  /** When what holds it ends, where that follows from a clock alone. */
  readonly heldUntil: bigint | null;
}

export function depositView(
  provider: Pick<
    Provider,
    | 'stake'
    | 'stakeExposed'
    | 'stakeUnbonding'
    | 'stakeUnbondAt'
    | 'bondFree'
    | 'bondLocked'
    | 'bondUnbonding'
    | 'bondUnbondAt'
    | 'liveLeases'
    | 'openDisputes'
    | 'openSeizures'
    | 'evidenceUntil'
  >,
  deposit: Deposit,
  now: bigint,
): DepositView {
  const isBond = deposit === Deposit.Bond;
  const unbonding = isBond ? provider.bondUnbonding : provider.stakeUnbonding;
  const unbondsAt = isBond ? provider.bondUnbondAt : provider.stakeUnbondAt;
  const problem = withdrawalProblem(provider, { atoms: unbonding, availableFrom: unbondsAt }, now);
  return {
    deposit,
    unit: isBond ? 'USDC' : 'PYRO',
    free: isBond ? provider.bondFree : provider.stake - provider.stakeExposed,
    locked: isBond ? provider.bondLocked : provider.stakeExposed,
    unbonding,
    unbondsAt: unbonding === 0n ? null : unbondsAt,
    heldBecause: problem === undefined ? null : `${problem.message} ${problem.next}`,
    heldUntil: problem?.until ?? null,
  };
}
