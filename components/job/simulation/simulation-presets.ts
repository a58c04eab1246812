import { type Preset } from '../PresetPicker';
import { type SimulationField, type SimulationForm } from './simulation-form';

type SystemField = 'density' | 'temperature' | 'held' | 'timeStep' | 'cutoff';
type ExtentField = 'cells' | 'steps' | 'segments';

const common = { timeStep: '0.005', cutoff: '2.5' };

/** What is simulated; the first one is that of `firstSimulation`. */
export const systemPresets: readonly Preset<Pick<SimulationForm, SystemField>>[] = [
  {
    id: 'melt',
    name: 'Melting crystal',
    sentence: 'A hot lattice loses its order; its energy stays',
    form: { ...common, density: '0.8442', temperature: '1.44', held: '' },
  },
  {
    id: 'liquid',
    name: 'Liquid argon',
    sentence: 'Held near its triple point',
    form: { ...common, density: '0.8442', temperature: '1.44', held: '0.728' },
  },
  {
    id: 'gas',
    name: 'Gas',
    sentence: 'Thin and hot, with rare collisions',
    form: { ...common, density: '0.05', temperature: '2', held: '' },
  },
  {
    id: 'solid',
    name: 'Solid',
    sentence: 'Cold and dense, atoms stay in place',
    form: { ...common, density: '1.05', temperature: '0.6', held: '0.3' },
  },
];

/** How large and how long; the first one is that of `firstSimulation`. */
export const extentPresets: readonly Preset<Pick<SimulationForm, ExtentField>>[] = [
  {
    id: 'glimpse',
    name: 'Glimpse',
    sentence: '500 atoms, 1,000 steps, done in seconds',
    form: { cells: '5', steps: '1000', segments: '20' },
  },
  {
    id: 'standard',
    name: 'Standard',
    sentence: '864 atoms, 4,000 steps',
    form: { cells: '6', steps: '4000', segments: '40' },
  },
  {
    id: 'long',
    name: 'Long',
    sentence: '2,048 atoms, 10,000 steps',
    form: { cells: '8', steps: '10000', segments: '50' },
  },
  {
    id: 'large',
    name: 'Large',
    sentence: '32,000 atoms, 5,000 steps',
    form: { cells: '20', steps: '5000', segments: '50' },
  },
];

/** The preset whose fields a form has, if there is one. */
export function presetIn<Field extends SimulationField>(
  presets: readonly Preset<Pick<SimulationForm, Field>>[],
  form: SimulationForm,
): Preset<Pick<SimulationForm, Field>> | undefined {
  return presets.find((preset) =>
    (Object.keys(preset.form) as Field[]).every((field) => preset.form[field] === form[field]),
  );
}
