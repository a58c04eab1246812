import { LeaseMode, type Lease } from '@/lib/pyronet/generated';

import { type Refusal, refusal } from './refusal';

/** A result is put together in memory, and relays carry no more. */
const LARGEST_RESULT_BYTES = 1024n ** 3n;

/** What this machine can take on. */
export interface Capacity {
  readonly uploadBytes: bigint;
  readonly memoryBytes: bigint;
  /** GPUs that are served at once. */
  readonly seats: number;
  /** Room left in the blob store. */
  readonly freeDiskBytes: bigint;
}

/** Whether the lease alone, before any input is seen, asks for something this machine does not do. */
export function checkTerms(lease: Lease, capacity: Capacity): Refusal | undefined {
  if (lease.mode !== LeaseMode.Run)
    return refusal('mode_not_served', 'This worker runs jobs only.', 'Take an offer that serves Rent.');
  if (lease.gpuCount > capacity.seats)
    return refusal(
      'too_many_gpus',
      `This worker serves ${capacity.seats} GPUs at once.`,
      'Take the offer for fewer GPUs.',
    );
  if (lease.inputBytes > capacity.uploadBytes)
    return refusal(
      'inputs_too_large',
      `Inputs may take ${capacity.uploadBytes} bytes here.`,
      'Choose an offer with more room.',
    );
  if (lease.peakMemoryBytes > capacity.memoryBytes)
    return refusal(
      'memory_too_large',
      `A job may use ${capacity.memoryBytes} bytes of memory here.`,
      'Choose an offer with more memory.',
    );
  if (lease.outputBytesMax > LARGEST_RESULT_BYTES)
    return refusal(
      'output_too_large',
      `A result may take ${LARGEST_RESULT_BYTES} bytes here.`,
      'Ask for a smaller picture.',
    );
  // Inputs may be on their way twice; segments and the whole result are both kept.
  const needed = 2n * lease.inputBytes + 2n * lease.outputBytesMax;
  if (needed > capacity.freeDiskBytes)
    return refusal('disk_full', 'There is not enough disk for this job now.', 'Choose another offer.');
  // At the guaranteed speed the job must fit into its time: otherwise a fault is certain.
  if (lease.unitCap > lease.guaranteedUnitsPerS * lease.durationS)
    return refusal(
      'deadline_too_short',
      'At the guaranteed speed this job does not finish in its time.',
      'Allow more time.',
    );
  return undefined;
}
