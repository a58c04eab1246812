import { type ChainInstant, hasPassed } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { type Seizure } from '@/lib/pyronet/generated';

/** Nothing of a seizure moves before it has rested, in seconds and in slots. */
export function rested(seizure: Seizure, now: ChainInstant): Result<undefined, 'still_resting'> {
  const rest = { unixSeconds: seizure.restUntil, slot: seizure.restUntilSlot };
  if (hasPassed(rest, now)) return success(undefined);
  return failure(
    'still_resting',
    'What was seized rests before it is distributed.',
    'Try again when its rest is over.',
  );
}
