import { EngineError } from './engine-error';

/**
 * What the bytes of a simulation say, `PYROSIM1` (programs/compute-spec/src/dynamics/job.rs), in reduced units. The engine
 * remains the judge of their ranges.
 */
export interface SimulationJob {
  readonly atoms: number;
  readonly forceShifted: boolean;
  readonly thermostat: { readonly temperature: number; readonly friction: number } | null;
  readonly boxEdges: readonly [number, number, number];
  readonly cutoff: number;
  readonly timeStep: number;
  readonly steps: number;
  /** Steps of one segment; the last may have fewer. */
  readonly segmentSteps: number;
  /** Steps between rows of energies; 0 for none. */
  readonly rowInterval: number;
  /** Steps between frames of positions; 0 for none. */
  readonly frameInterval: number;
  /** Bins of the radial distribution; 0 for none. */
  readonly radialBins: number;
  readonly seed: bigint;
  /** SHA-256 of the state that it begins with. */
  readonly stateSha256: Uint8Array;
}

export const SIMULATION_MAGIC = 'PYROSIM1';
const SIMULATION_BYTES = 128;
const STATE_HEADER_BYTES = 24;
const STATE_BYTES_PER_ATOM = 36;

/** Throws `bad-job` on bytes that are no simulation. */
export function decodeSimulation(bytes: Uint8Array): SimulationJob {
  const isOurs = [...SIMULATION_MAGIC].every((letter, at) => bytes[at] === letter.charCodeAt(0));
  if (bytes.length !== SIMULATION_BYTES || !isOurs) {
    throw new EngineError('bad-job', 'These bytes are not a simulation.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => view.getUint32(at, true);
  const real = (at: number): number => view.getFloat32(at, true);
  const job: SimulationJob = {
    atoms: word(12),
    forceShifted: word(16) === 1,
    thermostat: word(20) === 0 ? null : { temperature: real(44), friction: real(48) },
    boxEdges: [real(24), real(28), real(32)],
    cutoff: real(36),
    timeStep: real(40),
    steps: word(52),
    segmentSteps: word(56),
    rowInterval: word(60),
    frameInterval: word(64),
    radialBins: word(68),
    seed: view.getBigUint64(72, true),
    stateSha256: bytes.slice(80, 112),
  };
  if (job.steps < 1 || job.segmentSteps < 1 || job.segmentSteps > job.steps) {
    throw new EngineError('bad-job', 'The segments of the simulation have no steps, or more than there are.');
  }
  return job;
}

export function simulationSegments({ steps, segmentSteps }: SimulationJob): number {
  return Math.ceil(steps / segmentSteps);
}

/** Bytes of every state of the simulation: the first one, checkpoints and the last. */
export function simulationStateBytes({ atoms }: Pick<SimulationJob, 'atoms'>): number {
  return STATE_HEADER_BYTES + STATE_BYTES_PER_ATOM * atoms;
}
