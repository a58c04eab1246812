import { type OfferTerms } from '@/lib/actions/list-offer';
import { machineTerms } from '@/lib/actions/machine-terms';
import { type Network } from '@/lib/pyronet/network';

import { type MachineTerms } from '../machine/machine-terms';
import { type MeasuredSpeed } from './benchmark';
import { jobCapacity, seatSpeed } from './job-capacity';

const LONGEST_JOB_S = 86_400n;
/** Of an ordinary line; nothing is billed by it. */
export const LINE_MBPS = 10;

/** What a machine that runs jobs is listed with, within the network's bounds. */
export function offerTerms(request: {
  readonly network: Network;
  readonly machine: MachineTerms;
  readonly speed: MeasuredSpeed;
  /** Seats that share the measured speed. */
  readonly seats: number;
  readonly localOnly: boolean;
}): OfferTerms {
  const { network, machine, speed, seats, localOnly } = request;
  const { durationMinS, durationMaxS } = network.params;
  const { memoryBytes, uploadBytes } = jobCapacity(seats);
  const { score, guaranteed } = seatSpeed(speed, seats);
  return machineTerms(
    {
      gpuCount: machine.gpuCount,
      vramMib: machine.vramMib,
      workUnitsPerSecond: score,
      guaranteedUnitsPerSecond: guaranteed,
      memoryBytes,
      diskBytes: BigInt(machine.diskBytes),
      maxUploadBytes: uploadBytes,
      upMbps: LINE_MBPS,
      downMbps: LINE_MBPS,
      localOnly,
    },
    {
      pricePerHour: machine.pricePerHour,
      minDurationSeconds: durationMinS,
      maxDurationSeconds: durationMaxS < LONGEST_JOB_S ? durationMaxS : LONGEST_JOB_S,
    },
    network.params,
  );
}
