import { failure, type Result, success } from '@/lib/domain/result';
import { LeaseState } from '@/lib/pyronet/generated';

const words: Readonly<Record<LeaseState, string>> = {
  [LeaseState.None]: 'does not exist',
  [LeaseState.Open]: 'waits for the provider',
  [LeaseState.Accepted]: 'is being prepared by the provider',
  [LeaseState.Active]: 'is running',
  [LeaseState.Stopping]: 'has ended and waits for the provider to prove its work',
  [LeaseState.Auditing]: 'waits for its result to be accepted',
  [LeaseState.Settled]: 'is settled',
};

export type LeaseStateCode = 'wrong_lease_state';

/** The lease's state where it is one of `allowed`; otherwise what the lease is doing instead. */
export function leaseStateIn(
  lease: { readonly state: LeaseState },
  allowed: readonly LeaseState[],
): Result<LeaseState, LeaseStateCode> {
  if (allowed.includes(lease.state)) return success(lease.state);
  return failure(
    'wrong_lease_state',
    `This lease ${words[lease.state]}.`,
    `It can be done while a lease ${allowed.map((state) => words[state]).join(' or ')}.`,
  );
}
