import { type SimulationSettings } from '@/lib/engine/simulation';

import { type FieldsReading, type NumberRange, readFields } from '../number-field';

/** What can be chosen about a simulation, as text in the form's fields; reduced units. */
export interface SimulationForm {
  /** Cells of the lattice along each edge, four atoms to a cell. */
  readonly cells: string;
  readonly density: string;
  readonly temperature: string;
  /** Temperature that a thermostat holds; empty where energy is kept. */
  readonly held: string;
  readonly steps: string;
  readonly timeStep: string;
  readonly cutoff: string;
  /** Segments that the steps are cut into. */
  readonly segments: string;
  readonly seed: string;
}

export type SimulationField = keyof SimulationForm;
export const firstSimulation: SimulationForm = {
  cells: '5',
  density: '0.8442',
  temperature: '1.44',
  held: '',
  steps: '1000',
  timeStep: '0.005',
  cutoff: '2.5',
  segments: '20',
  seed: '1',
};

/** What a page accepts; the engine itself goes further. */
export const simulationRanges: Readonly<Record<SimulationField, NumberRange>> = {
  cells: { label: 'Cells along an edge', least: 1, most: 40, step: 1 },
  density: { label: 'Density', least: 0.0001, most: 2 },
  temperature: { label: 'First temperature', least: 0, most: 100 },
  held: { label: 'Held temperature', least: 0.0001, most: 100 },
  steps: { label: 'Steps', least: 1, most: 10_000_000, step: 1 },
  timeStep: { label: 'Time step', least: 0.00001, most: 0.1 },
  cutoff: { label: 'Cutoff', least: 1, most: 10 },
  segments: { label: 'Segments', least: 1, most: 10_000, step: 1 },
  seed: { label: 'Seed', least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 },
};

/** Rows of energies that a simulation writes, about. */
const rows = 400;
const radialBins = 120;
/** Of the thermostat, per unit of time: loose enough to leave the motion its own. */
const friction = 0.5;

/** The settings that a form asks for, or what is wrong with each field. */
export type SimulationReading =
  | { readonly ok: true; readonly settings: SimulationSettings }
  | Extract<FieldsReading<SimulationField>, { ok: false }>;

/** @param fromFile whether the atoms come from a file and not from a lattice */
export function readSimulation(form: SimulationForm, fromFile: boolean): SimulationReading {
  const { cells, density, held, ...always } = simulationRanges;
  const lattice = fromFile ? {} : { cells, density };
  const reading = readFields(form, { ...always, ...lattice, ...(form.held === '' ? {} : { held }) });
  if (!reading.ok) return reading;
  const steps = Number(form.steps);
  if (Number(form.segments) > steps) {
    return { ok: false, problems: { segments: 'Enter no more segments than steps.' } };
  }
  const segmentSteps = Math.ceil(steps / Number(form.segments));
  const edge = Number(form.cells);
  const temperature = Number(form.temperature);
  const settings: SimulationSettings = {
    start: fromFile
      ? { kind: 'xyz', temperature }
      : { kind: 'lattice', cells: [edge, edge, edge], density: Number(form.density), temperature },
    cutoff: Number(form.cutoff),
    timeStep: Number(form.timeStep),
    steps,
    segmentSteps,
    rowInterval: Math.max(1, Math.floor(steps / rows)),
    frameInterval: segmentSteps,
    radialBins,
    seed: BigInt(form.seed),
    ...(form.held === '' ? {} : { thermostat: { temperature: Number(form.held), friction } }),
  };
  return { ok: true, settings };
}
