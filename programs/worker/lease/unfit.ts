import { type Lease } from '@/lib/pyronet/generated';

import { jobCapacity } from '../provider/job-capacity';
import { type LeaseContext } from './lease-context';
import { type Refusal, refusal } from './refusal';
import { checkTerms } from './terms-check';

/** Why this machine would not take such a lease now; undefined where it would. */
export function unfitFor(
  { store, diskBytes, floor, isDraining }: Pick<LeaseContext, 'store' | 'diskBytes' | 'floor' | 'isDraining'>,
  lease: Lease,
): Refusal | undefined {
  if (isDraining()) return refusal('draining', 'This worker is about to stop.', 'Choose another offer.');
  const freeDiskBytes = BigInt(Math.max(diskBytes - store.usedBytes, 0));
  return checkTerms(lease, { ...jobCapacity(floor.seats), seats: floor.seats, freeDiskBytes });
}
