import { failure, type Problem } from './result';

/** What holds a provider's deposits. Money in atoms of its token, instants in unix seconds by the chain's clock. */
export interface DepositHolds {
  readonly liveLeases: number;
  readonly bondLocked: bigint;
  readonly stakeExposed: bigint;
  readonly openDisputes: number;
  readonly openSeizures: number;
  /** Nothing leaves before: the latest evidence time of its leases. */
  readonly evidenceUntil: bigint;
}

export type WithdrawalCode = 'nothing_unbonding' | 'still_unbonding' | 'still_locked';

/** Why a deposit stays, and from when it can leave where that follows from a clock alone. */
export interface WithdrawalProblem extends Problem<WithdrawalCode> {
  readonly until: bigint | null;
}

/**
 * What keeps unbonding money from being withdrawn now; undefined where nothing does. The same rule as the program's:
 * both deposits stay while any lease, its evidence or a dispute could still take from them.
 */
export function withdrawalProblem(
  holds: DepositHolds,
  unbonding: { readonly atoms: bigint; readonly availableFrom: bigint },
  now: bigint,
): WithdrawalProblem | undefined {
  if (unbonding.atoms === 0n) {
    return problem('nothing_unbonding', 'Nothing is unbonding.', 'Request it first, then wait.', null);
  }
  const held = holdProblem(holds, unbonding.availableFrom, now);
  if (held !== undefined) return held;
  if (now >= unbonding.availableFrom) return undefined;
  return problem(
    'still_unbonding',
    'The unbonding time is not over.',
    'Withdraw when it is; nothing else needs to be done.',
    unbonding.availableFrom,
  );
}

function holdProblem(holds: DepositHolds, availableFrom: bigint, now: bigint): WithdrawalProblem | undefined {
  const locked = (message: string, next: string, until: bigint | null) =>
    problem('still_locked', message, next, until);
  if (holds.openDisputes > 0 || holds.openSeizures > 0) {
    return locked('A dispute is open.', 'Wait until it is decided.', null);
  }
  if (holds.liveLeases > 0) {
    const subject = holds.liveLeases === 1 ? '1 lease is' : `${holds.liveLeases} leases are`;
    return locked(
      `${subject} being served.`,
      'Withdraw the offers, and wait until the leases have settled.',
      null,
    );
  }
  if (now < holds.evidenceUntil) {
    return locked(
      'Work of a settled lease can still be disputed.',
      'Wait until its evidence time is over.',
      holds.evidenceUntil > availableFrom ? holds.evidenceUntil : availableFrom,
    );
  }
  if (holds.bondLocked > 0n || holds.stakeExposed > 0n) {
    return locked(
      'A settled lease still locks bond.',
      'Release the bond of settled leases first; the worker does it by itself while it runs.',
      null,
    );
  }
  return undefined;
}

function problem(
  code: WithdrawalCode,
  message: string,
  next: string,
  until: bigint | null,
): WithdrawalProblem {
  return { ...failure(code, message, next).problem, until };
}
