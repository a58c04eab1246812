'use client';

import { failure } from '@/lib/domain/result';
import { formatBytes } from '@/lib/domain/quantity';

import { AdvancedFields, type ExplainedField } from '../AdvancedFields';
import { changeDraft, useJobDraft } from '../job-draft-store';
import { PresetPicker } from '../PresetPicker';
import { FileDrop } from '../upload/FileDrop';
import { useFileUpload } from '../upload/use-file-upload';
import { largestConfigurationBytes } from './configuration-limits';
import { readSimulation, type SimulationField, simulationRanges } from './simulation-form';
import { extentPresets, presetIn, systemPresets } from './simulation-presets';

const explained: readonly ExplainedField<SimulationField>[] = [
  { field: 'cells', hint: 'Of a face-centred lattice, four atoms each.' },
  { field: 'density', unit: 'σ⁻³', hint: 'Atoms in a cube as wide as one atom.' },
  { field: 'temperature', unit: 'ε/k', hint: 'Of the velocities that are drawn at first.' },
  { field: 'held', unit: 'ε/k', hint: 'By a thermostat. Leave it empty to keep the energy.' },
  { field: 'steps', hint: 'Of the whole simulation.' },
  { field: 'timeStep', unit: 'τ', hint: 'Longer ones are faster and less exact.' },
  { field: 'cutoff', unit: 'σ', hint: 'Atoms further apart do not act on each other.' },
  { field: 'segments', hint: 'A segment is what is delivered, checked and paid.' },
  { field: 'seed', hint: 'The same seed gives the same motion, to the last bit.' },
];

/** Atoms in motion: what, how many, for how long; or a configuration of one's own. */
export default function SimulationPicker({ maxUploadBytes }: { readonly maxUploadBytes: bigint | null }) {
  const { simulation, configuration } = useJobDraft();
  const fromFile = configuration !== null;
  const { state, upload } = useFileUpload({
    read: async (file) => (await import('./read-configuration')).readConfiguration(file, maxUploadBytes),
    oneAtATime,
    onRead: (choice) => changeDraft({ configuration: choice }),
  });
  const reading = readSimulation(simulation, fromFile);
  const system = presetIn(systemPresets, simulation);
  const extent = presetIn(extentPresets, simulation);
  const change = (form: Partial<typeof simulation>) =>
    changeDraft({ simulation: { ...simulation, ...form } });
  return (
    <>
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-3 text-base font-semibold">Atoms</legend>
        <PresetPicker
          name="system"
          presets={systemPresets}
          chosen={fromFile ? undefined : system}
          onChoose={(form) => {
            changeDraft({ simulation: { ...simulation, ...form }, configuration: null });
          }}
        />
        <FileDrop
          state={state}
          onFiles={upload}
          accept=".xyz,.extxyz"
          kinds={`XYZ with its box (Lattice), up to ${formatBytes(BigInt(largestConfigurationBytes))}`}
          readyTo="simulate"
          chosenName={configuration?.name ?? null}
        />
      </fieldset>
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-3 text-base font-semibold">Extent</legend>
        <PresetPicker name="extent" presets={extentPresets} chosen={extent} onChoose={change} />
        <AdvancedFields
          id="simulation"
          fields={fromFile ? explained.filter(({ field }) => !ofLattice.has(field)) : explained}
          ranges={simulationRanges}
          form={simulation}
          problems={reading.ok ? {} : reading.problems}
          onChange={(field, text) => change({ [field]: text })}
          isPreset={system !== undefined && extent !== undefined}
        />
        <p className="text-xs text-dim">
          Lennard-Jones atoms in reduced units: lengths in diameters σ, energies in well depths ε, times in τ.
        </p>
      </fieldset>
    </>
  );
}

const ofLattice: ReadonlySet<SimulationField> = new Set(['cells', 'density']);

const oneAtATime = failure(
  'file_not_single',
  'A simulation begins with one file.',
  'Drop the configuration that it begins with.',
).problem;
