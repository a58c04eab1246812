/** Lennard-Jones simulations, `PYROSIM1`: their settings, and what their segments put out. In reduced units. */

/** A simulation as people set it up. Bounds are those of `PYROSIM1`, programs/compute-spec/src/dynamics/job.rs. */
export interface SimulationSettings {
  readonly start: LatticeStart | XyzStart;
  /** Distance from which two atoms no longer act on each other. */
  readonly cutoff: number;
  readonly timeStep: number;
  readonly steps: number;
  readonly segmentSteps: number;
  /** Steps between rows of energies; 0 for none. */
  readonly rowInterval: number;
  /** Steps between frames of positions; none when absent. */
  readonly frameInterval?: number;
  /** Bins of the radial distribution; none when absent. */
  readonly radialBins?: number;
  /** Whether energy and force go to zero at the cutoff, and are not cut off there. */
  readonly forceShifted?: boolean;
  /** Holds a temperature; energy is kept when absent. */
  readonly thermostat?: { readonly temperature: number; readonly friction: number };
  /** Of velocities that are drawn, and of the thermostat's noise: an unsigned 64-bit integer. */
  readonly seed: bigint;
}

/** Atoms on a face-centred cubic lattice, four to a cell, with random velocities. */
export interface LatticeStart {
  readonly kind: 'lattice';
  readonly cells: readonly [number, number, number];
  readonly density: number;
  readonly temperature: number;
}

/** Atoms from an XYZ file, which may leave its box and its velocities open. */
export interface XyzStart {
  readonly kind: 'xyz';
  readonly boxEdges?: readonly [number, number, number];
  readonly temperature: number;
}

/** The settings as the engine reads them. */
export function settingsForEngine({ seed, ...settings }: SimulationSettings): object {
  return { family: 'dynamics', ...settings, seed: seed.toString() };
}

/** The system as a whole after a step, per atom where that is meant. */
export interface ThermodynamicRow {
  readonly step: bigint;
  readonly temperature: number;
  /** Per atom. */
  readonly potentialEnergy: number;
  /** Per atom, potential and kinetic. */
  readonly totalEnergy: number;
  readonly pressure: number;
}

const SIMULATION_BYTES = 128;
const ROW_BYTES = 48;
const QUANTA = 2 ** 24;

/** The rows at the beginning of a segment's output. `job` is canonical bytes that an engine has planned. */
export function rowsOf(
  job: Uint8Array,
  segment: { readonly index: number; readonly output: Uint8Array },
): ThermodynamicRow[] {
  if (job.length !== SIMULATION_BYTES) throw new RangeError('these bytes are no simulation');
  const header = viewOf(job);
  const word = (at: number): number => header.getUint32(at, true);
  const [atoms, thermostat, steps, segmentSteps, interval] = [
    word(12),
    word(20),
    word(52),
    word(56),
    word(60),
  ];
  const volume = [24, 28, 32].reduce((product, at) => product * header.getFloat32(at, true), 1);
  // A thermostat does not keep the momentum, so that three more directions are free.
  const freedom = thermostat === 0 ? 3 * (atoms - 1) : 3 * atoms;
  const first = segment.index === 0 ? 0 : segment.index * segmentSteps + 1;
  const last = Math.min((segment.index + 1) * segmentSteps, steps);
  const count = interval === 0 ? 0 : Math.floor(last / interval) - Math.ceil(first / interval) + 1;
  const view = viewOf(segment.output);
  return Array.from({ length: count }, (_, row) => {
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

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
