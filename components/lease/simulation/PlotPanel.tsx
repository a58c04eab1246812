'use client';

import { type AlignedData } from 'uplot';

import ChartCanvas from '@/components/ui/ChartCanvas';
import { joinClasses } from '@/components/ui/join-classes';
import { type SimulationJob } from '@/lib/engine/simulation-job';
import { radialDistribution } from '@/lib/engine/simulation-output';

import { plotOptions, type Quantity } from './plot-options';
import { type SimulationSeries } from './use-simulation';

const plotHeightPx = 220;

const names: Readonly<Record<Quantity, string>> = {
  energy: 'Energy',
  temperature: 'Temperature',
  pressure: 'Pressure',
  radial: 'Distances',
};

export interface PlotPanelProps {
  readonly job: SimulationJob;
  readonly series: SimulationSeries;
  readonly quantity: Quantity;
  readonly onQuantity: (quantity: Quantity) => void;
}

/** One quantity over time, or how far apart the atoms are. */
export function PlotPanel({ job, series, quantity, onQuantity }: PlotPanelProps) {
  if (job.rowInterval === 0) return null;
  const offered = (Object.keys(names) as Quantity[]).filter((one) => one !== 'radial' || job.radialBins > 0);
  return (
    <figure className="flex flex-col gap-2">
      <div role="group" aria-label="What is plotted" className="flex flex-wrap gap-1">
        {offered.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === quantity}
            onClick={() => onQuantity(one)}
            className={joinClasses(
              'min-h-8 rounded-control px-2.5 text-sm',
              one === quantity ? 'bg-raised text-ink' : 'text-dim hover:text-ink',
            )}
          >
            {names[one]}
          </button>
        ))}
      </div>
      <ChartCanvas
        key={quantity}
        data={dataOf(job, series, quantity)}
        height={plotHeightPx}
        optionsOf={plotOptions[quantity]}
      />
      <figcaption className="text-xs text-dim">{captions[quantity]}</figcaption>
    </figure>
  );
}

const captions: Readonly<Record<Quantity, string>> = {
  energy: 'Total and potential energy per atom in ε, by time in τ.',
  temperature: 'Temperature in ε/k, by time in τ.',
  pressure: 'Pressure in ε/σ³, by time in τ.',
  radial: 'How much denser the atoms lie at a distance (σ) from one another than at random, g(r).',
};

function dataOf(job: SimulationJob, { rows, radial }: SimulationSeries, quantity: Quantity): AlignedData {
  if (quantity === 'radial') {
    const distribution = radialDistribution(job, radial);
    const width = job.cutoff / job.radialBins;
    return [Float64Array.from(distribution, (_, bin) => (bin + 0.5) * width), distribution];
  }
  const times = rows.map(({ step }) => Number(step) * job.timeStep);
  switch (quantity) {
    case 'energy':
      return [times, rows.map((row) => row.totalEnergy), rows.map((row) => row.potentialEnergy)];
    case 'temperature':
      return [times, rows.map((row) => row.temperature)];
    case 'pressure':
      return [times, rows.map((row) => row.pressure)];
  }
}
