import { concatBytes, equalBytes, u32Bytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';

import { EngineError } from '../engine-error';
import { operationRoot } from '../segment-commitment';
import {
  decodeSimulation,
  SIMULATION_MAGIC,
  type SimulationJob,
  simulationSegments,
  simulationStateBytes,
} from '../simulation-job';
import { simulationOutputBytes } from '../simulation-output';
import { type FamilyOutline } from './job-outline';
import { outputsInOrder } from './outputs-in-order';

export const simulationMagic = SIMULATION_MAGIC;
const RESULT_MAGIC = new TextEncoder().encode('PYRODYN1');
const RESULT_HEADER_BYTES = 16;

/** Atoms in motion. Its result is a header, every segment's output in order, and the final state. */
export interface SimulationOutline extends FamilyOutline {
  readonly family: 'simulation';
  readonly job: SimulationJob;
}

/** Throws `bad-job`. */
export function simulationOutline(bytes: Uint8Array): SimulationOutline {
  const job = decodeSimulation(bytes);
  const { atoms, stateSha256 } = job;
  const stateBytes = BigInt(simulationStateBytes(job));
  const outputBytes = (index: number): number => simulationOutputBytes(job, index);
  const headerOf = (segments: number): Uint8Array =>
    concatBytes(RESULT_MAGIC, u32Bytes(atoms), u32Bytes(segments));
  return {
    family: 'simulation',
    job,
    segmentCount: simulationSegments(job),
    input: { sha256: stateSha256, bytes: stateBytes },
    model: null,
    carried: {
      mostBytes: stateBytes,
      firstRoot: (input) => {
        if (equalBytes(contentDigest(input), stateSha256)) return operationRoot(input);
        throw new EngineError('bad-input', 'The job was encoded for another initial state.');
      },
      rootOf: operationRoot,
      endsResult: true,
    },
    mayEndEarly: false,
    outputBytes,
    beginResult: () => outputsInOrder(headerOf),
    outputIn: (result, index) => {
      const lengths = Array.from({ length: index }, (_, before) => outputBytes(before));
      const from = lengths.reduce((sum, length) => sum + length, RESULT_HEADER_BYTES);
      return result.subarray(from, from + outputBytes(index));
    },
  };
}
