import { type Address, type TransactionSigner } from '@solana/kit';

import { type Contradiction } from '@/lib/domain/contradiction';
import { failure, type Result, success } from '@/lib/domain/result';
import {
  type Attestation,
  EndReason,
  findParamsPda,
  findSeizurePda,
  getProveContradictionInstructionAsync,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

export type ProveContradictionCode = 'convicted_already' | 'evidence_over' | 'another_lease';

/** A conviction in the making. */
export interface ProveContradictionPlan extends ActionPlan {
  /** Where the seizure will stand. */
  readonly seizure: Address;
}

/**
 * Convicts a provider that attested two different things about the same segments of a lease. Anyone may; the challenger
 * lays the seizure's rent out and is paid its share of the bond once the seizure has rested.
 */
export async function proveContradiction(request: {
  readonly challenger: TransactionSigner;
  /** USDC token account of the reward. */
  readonly challengerPayout: Address;
  readonly lease: Located<Lease>;
  readonly first: Located<Attestation>;
  readonly second: Located<Attestation>;
  /** From {@link findContradiction}, of the two attestations' segments in this order. */
  readonly contradiction: Contradiction;
  /** Unix seconds. */
  readonly now: bigint;
}): Promise<Result<ProveContradictionPlan, ProveContradictionCode>> {
  const { challenger, challengerPayout, lease, first, second, contradiction, now } = request;
  const problem = problemOf(lease, [first, second], now);
  if (problem !== undefined) return problem;
  const { provider, offer, openedSlot, paramsVersion } = lease.data;
  const seizure = await findSeizurePda({ lease: lease.address, leaseOpenedSlot: openedSlot });
  const [params] = await findParamsPda({ paramsVersion });
  const { proof, ...node } = contradiction;
  const instruction = await getProveContradictionInstructionAsync({
    challenger,
    challengerPayout,
    provider,
    offer,
    lease: lease.address,
    first: first.address,
    second: second.address,
    seizure,
    params,
    ...node,
    proof: [...proof],
  });
  return success({ instructions: [instruction], seizure: seizure[0] });
}

function problemOf(
  { address, data }: Located<Lease>,
  attestations: readonly Located<Attestation>[],
  now: bigint,
) {
  if (attestations.some((attestation) => attestation.data.lease !== address)) {
    return failure(
      'another_lease',
      'An attestation is of another lease.',
      'Name two attestations of one lease.',
    );
  }
  if (data.endReason === EndReason.Fraud) {
    return failure(
      'convicted_already',
      'The provider is convicted of fraud in this lease already.',
      'Nothing needs to be done.',
    );
  }
  if (data.state === LeaseState.Settled && now >= data.evidenceUntil) {
    return failure(
      'evidence_over',
      'The time in which fraud in this lease could be proved is over.',
      'Nothing can be done any more.',
    );
  }
  return undefined;
}
