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
