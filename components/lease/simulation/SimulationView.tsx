'use client';

import { useState } from 'react';

import { FigureList } from '@/components/ui/FigureList';
import { formatCount } from '@/lib/domain/quantity';
import { type SimulationOutline } from '@/lib/engine/outline/simulation';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { Downloads } from '../work/Downloads';
import { AtomsPanel } from './AtomsPanel';
import { PlotPanel } from './PlotPanel';
import { simulationFiles } from './simulation-files';
import { useSimulation } from './use-simulation';

export interface SimulationViewProps {
  readonly live: LiveLease;
  readonly outline: SimulationOutline;
  /** All segments are here. */
  readonly complete: boolean;
  readonly name: string;
}

/** The atoms and their energies, as far as they have arrived. */
export default function SimulationView({ live, outline, complete, name }: SimulationViewProps) {
  const { job } = outline;
  const series = useSimulation(live, outline);
  const [quantity, setQuantity] = useState<Parameters<typeof PlotPanel>[0]['quantity']>('energy');
  const last = series.rows.at(-1);
  const first = series.rows[0];
  const figure = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '—';
  const drift = first === undefined ? undefined : (last?.totalEnergy ?? 0) - first.totalEnergy;
  return (
    <div className="flex flex-col">
      <AtomsPanel job={job} frames={series.frames} />
      <div className="flex flex-col gap-4 border-b border-line px-4 py-4 sm:px-5">
        <FigureList
          figures={[
            {
              label: 'Step',
              value: formatCount(last?.step ?? 0n),
              note: `of ${formatCount(job.steps)}, ${formatCount(job.atoms)} atoms`,
            },
            { label: 'Temperature', value: figure(last?.temperature, 4), note: 'ε/k' },
            {
              label: 'Energy per atom',
              value: figure(last?.totalEnergy, 5),
              note:
                job.thermostat === null
                  ? `moved by ${drift?.toExponential(1) ?? '—'} since the start`
                  : 'ε; the thermostat gives and takes',
            },
            { label: 'Pressure', value: figure(last?.pressure, 4), note: 'ε/σ³' },
          ]}
        />
        <PlotPanel job={job} series={series} quantity={quantity} onQuantity={setQuantity} />
        {complete && <Downloads files={simulationFiles(live, outline, name)} />}
      </div>
    </div>
  );
}
