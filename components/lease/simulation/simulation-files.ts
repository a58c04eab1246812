import { type SimulationOutline } from '@/lib/engine/outline/simulation';
import {
  framesOf,
  positionsAt,
  rowsOf,
  type SegmentOutput,
  velocitiesAt,
} from '@/lib/engine/simulation-output';
import { simulationStateBytes, type SimulationJob } from '@/lib/engine/simulation-job';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { type Download } from '../work/Downloads';

/** A finished simulation as files that other programs read; lengths in σ, energies in ε. */
export function simulationFiles(live: LiveLease, outline: SimulationOutline, name: string): Download[] {
  const { job } = outline;
  const result = (): Uint8Array => live.result ?? new Uint8Array();
  const segments = (): SegmentOutput[] => {
    const bytes = result();
    return Array.from({ length: outline.segmentCount }, (_, index) => ({
      index,
      output: outline.outputIn(bytes, index),
    }));
  };
  const energies: Download = {
    label: 'Energies (CSV)',
    fileName: `${name}-energies.csv`,
    type: 'text/csv',
    make: () => Promise.resolve(energiesCsv(job, segments())),
  };
  const trajectory: Download = {
    label: 'Trajectory (XYZ)',
    fileName: `${name}-trajectory.xyz`,
    type: 'chemical/x-xyz',
    make: () => Promise.resolve(trajectoryXyz(job, segments())),
  };
  const final: Download = {
    label: 'Final state (XYZ)',
    fileName: `${name}-final.xyz`,
    type: 'chemical/x-xyz',
    make: () => Promise.resolve(finalXyz(job, result())),
  };
  return [
    ...(job.rowInterval === 0 ? [] : [energies]),
    ...(job.frameInterval === 0 ? [] : [trajectory]),
    final,
  ];
}

/** One line per row, with a heading. */
export function energiesCsv(job: SimulationJob, segments: readonly SegmentOutput[]): string {
  const lines = segments
    .flatMap((segment) => rowsOf(job, segment))
    .map(({ step, temperature, potentialEnergy, totalEnergy, pressure }) =>
      [step, Number(step) * job.timeStep, temperature, potentialEnergy, totalEnergy, pressure].join(','),
    );
  return ['step,time,temperature,potential_energy,total_energy,pressure', ...lines, ''].join('\n');
}

/** All frames in the extended XYZ format. */
export function trajectoryXyz(job: SimulationJob, segments: readonly SegmentOutput[]): string {
  return segments
    .flatMap((segment) => framesOf(job, segment))
    .map(({ step, positions }) => configuration(job, `Step=${step}`, positions))
    .join('');
}

/** The state after the last step with its velocities: another simulation can begin with this file. */
export function finalXyz(job: SimulationJob, result: Uint8Array): string {
  const state = result.subarray(result.length - simulationStateBytes(job));
  const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
  const headerBytes = 24;
  const positions = positionsAt(view, headerBytes, job.atoms);
  const velocities = velocitiesAt(view, headerBytes + 12 * job.atoms, job.atoms);
  return configuration(job, `Step=${job.steps}`, positions, velocities);
}

function configuration(
  { atoms, boxEdges }: SimulationJob,
  comment: string,
  positions: Float32Array,
  velocities?: Float64Array,
): string {
  const [a, b, c] = boxEdges;
  const columns = `species:S:1:pos:R:3${velocities === undefined ? '' : ':velo:R:3'}`;
  const lines = Array.from({ length: atoms }, (_, atom) => {
    const place = boxEdges.map((edge, axis) => ((positions[3 * atom + axis] ?? 0) * edge).toFixed(7));
    const motion = velocities === undefined ? [] : velocities.subarray(3 * atom, 3 * atom + 3);
    return ['Ar', ...place, ...motion].join(' ');
  });
  return [
    String(atoms),
    `Lattice="${a} 0 0 0 ${b} 0 0 0 ${c}" Properties=${columns} ${comment}`,
    ...lines,
    '',
  ].join('\n');
}
