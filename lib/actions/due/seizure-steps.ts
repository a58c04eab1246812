import { type ChainInstant } from '@/lib/domain/deadline';
import { type Seizure } from '@/lib/pyronet/generated';
import { SeizurePaid } from '@/lib/pyronet/seizure-paid';

import { rested } from '../seizure-rest';

/** What a seizure does with what it took: burns its part, pays the renter, pays the challenger. */
export type SeizureStep = 'burn' | 'pay_renter' | 'pay_challenger';

/** Everything that anyone may do with a seizure now; nothing before it has rested. A payee who is due nothing is left out. */
export function dueSeizureSteps(seizure: Seizure, now: ChainInstant): readonly SeizureStep[] {
  if (!rested(seizure, now).ok) return [];
  const { paid, renterDue, challengerDue } = seizure;
  const open = (bit: number): boolean => (paid & bit) === 0;
  const steps: SeizureStep[] = [];
  if (open(SeizurePaid.Burned)) steps.push('burn');
  if (open(SeizurePaid.Renter) && renterDue > 0n) steps.push('pay_renter');
  if (open(SeizurePaid.Challenger) && challengerDue > 0n) steps.push('pay_challenger');
  return steps;
}
