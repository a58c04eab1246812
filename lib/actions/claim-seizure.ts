import { type ChainInstant } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { getClaimSeizureInstructionAsync, type Seizure, SeizurePayee } from '@/lib/pyronet/generated';
import { SeizurePaid } from '@/lib/pyronet/seizure-paid';

import { type ActionPlan, type Located } from './plan';
import { rested } from './seizure-rest';

/** Paying a payee, and what it comes to. */
export interface ClaimSeizurePlan extends ActionPlan {
  /** USDC atoms. */
  readonly atoms: bigint;
}

/** Pays the renter's restitution or the challenger's reward to its recorded account once the seizure has rested. Anyone may. */
export async function claimSeizure(request: {
  readonly seizure: Located<Seizure>;
  readonly payee: SeizurePayee;
  readonly now: ChainInstant;
}): Promise<Result<ClaimSeizurePlan, 'still_resting' | 'nothing_due'>> {
  const { seizure, payee, now } = request;
  const { provider, rentPayer, renterPayout, challengerPayout, renterDue, challengerDue, paid } =
    seizure.data;
  const rest = rested(seizure.data, now);
  if (!rest.ok) return rest;
  const isRenter = payee === SeizurePayee.Renter;
  const atoms = isRenter ? renterDue : challengerDue;
  if (atoms === 0n || (paid & (isRenter ? SeizurePaid.Renter : SeizurePaid.Challenger)) !== 0) {
    return failure('nothing_due', 'This seizure owes the payee nothing.', 'Nothing needs to be done.');
  }
  const instruction = await getClaimSeizureInstructionAsync({
    seizure: seizure.address,
    provider,
    payout: isRenter ? renterPayout : challengerPayout,
    rentPayer,
    payee,
  });
  return success({ instructions: [instruction], atoms });
}
