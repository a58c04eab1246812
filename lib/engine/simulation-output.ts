import { EngineError } from './engine-error';
import { type SimulationJob, simulationSegments } from './simulation-job';

/** What the segments of a simulation put out (programs/compute-spec/src/dynamics/output.rs), and what follows from it. */

/** The system as a whole after a step, per atom where that is meant; in reduced units. */
export interface ThermodynamicRow {
  readonly step: bigint;
  readonly temperature: number;
  /** Per atom. */
  readonly potentialEnergy: number;
  /** Per atom, potential and kinetic. */
  readonly totalEnergy: number;
  readonly pressure: number;
}

/** Where the atoms are after a step: x, y, z of each in shares of the box, from 0 to below 1. */
export interface Frame {
  readonly step: bigint;
  readonly positions: Float32Array;
}

const ROW_BYTES = 48;
const FRAME_HEAD_BYTES = 8;
const POSITION_BYTES = 12;
const QUANTA = 2 ** 24;
const POSITION_QUANTA = 2 ** 32;
const VELOCITY_QUANTA = 2 ** 32;

interface OutputLayout {
  readonly rows: number;
  readonly frames: number;
  readonly framesAt: number;
  readonly radialAt: number;
  readonly bytes: number;
}

/** Throws `bad-job` where there is no such segment. */
function layoutOf(job: SimulationJob, index: number): OutputLayout {
  const segments = simulationSegments(job);
  if (!Number.isInteger(index) || index < 0 || index >= segments) {
    throw new EngineError('bad-job', `The job has no segment ${index}; it has ${segments}.`);
  }
  const first = index === 0 ? 0 : index * job.segmentSteps + 1;
  const last = Math.min((index + 1) * job.segmentSteps, job.steps);
  const due = (interval: number): number =>
    interval === 0 ? 0 : Math.floor(last / interval) - Math.ceil(first / interval) + 1;
  const [rows, frames] = [due(job.rowInterval), due(job.frameInterval)];
  const framesAt = rows * ROW_BYTES;
  const radialAt = framesAt + frames * (FRAME_HEAD_BYTES + POSITION_BYTES * job.atoms);
  return {
    rows,
    frames,
    framesAt,
    radialAt,
    bytes: radialAt + (job.radialBins === 0 ? 0 : 8 + 8 * job.radialBins),
  };
}

/** Bytes that segment `index` puts out. Throws `bad-job` where there is no such segment. */
export function simulationOutputBytes(job: SimulationJob, index: number): number {
  return layoutOf(job, index).bytes;
}

/** What a segment put out, by its index. */
export interface SegmentOutput {
  readonly index: number;
  readonly output: Uint8Array;
}

/** The rows of a segment, in order. */
export function rowsOf(job: SimulationJob, { index, output }: SegmentOutput): ThermodynamicRow[] {
  const { atoms, boxEdges, thermostat } = job;
  const volume = boxEdges.reduce((product, edge) => product * edge, 1);
  // A thermostat does not keep the momentum, so that three more directions are free.
  const freedom = thermostat === null ? 3 * (atoms - 1) : 3 * atoms;
  const view = viewOf(output);
  return Array.from({ length: layoutOf(job, index).rows }, (_, row) => {
    const sum = (field: number): number =>
      Number(view.getBigInt64(ROW_BYTES * row + 8 * field, true)) / QUANTA;
    const [squares, potential, virial] = [sum(1), sum(2), sum(3)];
    return {
      step: view.getBigUint64(ROW_BYTES * row, true),
      temperature: squares / freedom,
      potentialEnergy: potential / atoms,
      totalEnergy: (potential + squares / 2) / atoms,
      pressure: (squares + virial) / (3 * volume),
    };
  });
}

/** The frames of a segment, in order. */
export function framesOf(job: SimulationJob, { index, output }: SegmentOutput): Frame[] {
  const { frames, framesAt } = layoutOf(job, index);
  const view = viewOf(output);
  return Array.from({ length: frames }, (_, frame) => {
    const at = framesAt + frame * (FRAME_HEAD_BYTES + POSITION_BYTES * job.atoms);
    return {
      step: view.getBigUint64(at, true),
      positions: positionsAt(view, at + FRAME_HEAD_BYTES, job.atoms),
    };
  });
}

/** Positions of atoms, as frames and states hold them. */
export function positionsAt(view: DataView, at: number, atoms: number): Float32Array {
  return Float32Array.from(
    { length: 3 * atoms },
    // Rounded down: the last quanta of the box would round up to its other side.
    (_, axis) => Math.min(view.getUint32(at + 4 * axis, true) / POSITION_QUANTA, 1 - 2 ** -24),
  );
}

/** Velocities of atoms, as states hold them: x, y, z of each, in reduced units. */
export function velocitiesAt(view: DataView, at: number, atoms: number): Float64Array {
  return Float64Array.from(
    { length: 3 * atoms },
    (_, axis) => Number(view.getBigInt64(at + 8 * axis, true)) / VELOCITY_QUANTA,
  );
}

/** Pairs by distance, counted over samples. */
export interface RadialCounts {
  readonly samples: number;
  /** Bin i holds pairs from i to i + 1 bin widths apart; a bin is cutoff / bins wide. */
  readonly pairs: Float64Array;
}

/** The radial counts of a segment; null where the job counts none. */
export function radialCountsOf(job: SimulationJob, { index, output }: SegmentOutput): RadialCounts | null {
  if (job.radialBins === 0) return null;
  const view = viewOf(output);
  const { radialAt } = layoutOf(job, index);
  const count = (at: number): number => Number(view.getBigUint64(radialAt + 8 * at, true));
  return {
    samples: count(0),
    pairs: Float64Array.from({ length: job.radialBins }, (_, bin) => count(1 + bin)),
  };
}

/**
 * The radial distribution g(r) of counts: how many times denser the atoms lie at a distance from one another than they
 * would at random. One value per bin; zeros before the first sample.
 */
export function radialDistribution(job: SimulationJob, counts: readonly RadialCounts[]): Float64Array {
  const samples = counts.reduce((sum, one) => sum + one.samples, 0);
  const volume = job.boxEdges.reduce((product, edge) => product * edge, 1);
  const pairsAtRandom = (job.atoms * (job.atoms - 1)) / 2 / volume;
  const width = job.cutoff / job.radialBins;
  return Float64Array.from({ length: job.radialBins }, (_, bin) => {
    const shell = (4 / 3) * Math.PI * width ** 3 * ((bin + 1) ** 3 - bin ** 3);
    const pairs = counts.reduce((sum, one) => sum + (one.pairs[bin] ?? 0), 0);
    return samples === 0 ? 0 : pairs / (samples * pairsAtRandom * shell);
  });
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
