import { type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { formatUsdc } from '@/lib/domain/usdc';
import { findParamsPda, getTopUpInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { leaseCost } from './lease-cost';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

export type TopUpCode = LeaseStateCode | 'nothing_to_add' | 'not_enough_usdc';

/** What a top-up comes to. */
export interface TopUpPlan extends ActionPlan {
  /** USDC atoms that leave the renter's account. */
  readonly charge: bigint;
}

/** The renter pays for more time or, in Run, more work, at the lease's own rate. */
export async function topUp(request: {
  readonly renter: TransactionSigner;
  readonly source: Address;
  /** USDC atoms in the source. */
  readonly sourceAtoms: bigint;
  readonly lease: Located<Lease>;
  readonly additionalSeconds: bigint;
  /** Run only. */
  readonly additionalUnits: bigint;
}): Promise<Result<TopUpPlan, TopUpCode>> {
  const { renter, source, sourceAtoms, lease, additionalSeconds, additionalUnits } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Open, LeaseState.Accepted, LeaseState.Active]);
  if (!state.ok) return state;
  if (additionalSeconds <= 0n && additionalUnits <= 0n) {
    return failure('nothing_to_add', 'Neither time nor work is added.', 'Enter how much to add.');
  }
  const charge = costAfter(lease.data, additionalSeconds, additionalUnits) - costAfter(lease.data, 0n, 0n);
  if (sourceAtoms < charge) {
    return failure(
      'not_enough_usdc',
      `The top-up costs ${formatUsdc(charge)} USDC and the account holds ${formatUsdc(sourceAtoms)}.`,
      'Add USDC, or add less time.',
    );
  }
  const [params] = await findParamsPda({ paramsVersion: lease.data.paramsVersion });
  const instruction = getTopUpInstruction({
    renter,
    source,
    lease: lease.address,
    vault: lease.data.vault,
    provider: lease.data.provider,
    params,
    additionalS: additionalSeconds,
    additionalUnits,
    chargeMax: charge,
  });
  return success({ instructions: [instruction], charge });
}

function costAfter(lease: Lease, additionalSeconds: bigint, additionalUnits: bigint): bigint {
  return leaseCost({
    mode: lease.mode,
    ratePerHour: lease.ratePerHour,
    durationSeconds: lease.durationS + additionalSeconds,
    unitCap: lease.unitCap + additionalUnits,
    guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
  });
}
