import type uPlot from 'uplot';

import { chartFont, type ThemeColours } from '@/components/ui/theme-colours';

/** What can be plotted of a simulation. */
export type Quantity = 'energy' | 'temperature' | 'pressure' | 'radial';

type Options = (width: number, height: number, colours: ThemeColours) => uPlot.Options;

/** How each quantity is drawn. */
export const plotOptions: Readonly<Record<Quantity, Options>> = {
  energy: lines('Time τ', ['Total', 'Potential']),
  temperature: lines('Time τ', ['Temperature']),
  pressure: lines('Time τ', ['Pressure']),
  radial: lines('Distance σ', ['g(r)']),
};

const axisWidthPx = 62;
const shownDigits = 5;

function lines(x: string, labels: readonly string[]): Options {
  return (width, height, colours) => {
    const axis = { stroke: colours.dim, font: chartFont, ticks: { stroke: colours.line, size: 5 } };
    const strokes = [colours.gauge, colours.dim];
    return {
      width,
      height,
      legend: { live: true },
      cursor: { y: false, points: { size: 6 } },
      scales: { x: { time: false } },
      axes: [
        { ...axis, grid: { show: false } },
        { ...axis, size: axisWidthPx, grid: { stroke: colours.line, width: 1 } },
      ],
      series: [
        { label: x, value: number },
        ...labels.map((label, index) => ({
          label,
          stroke: strokes[index] ?? colours.ink,
          width: 2 - index,
          value: number,
          points: { show: false },
        })),
      ],
    };
  };
}

function number(_chart: uPlot, value: number | null): string {
  return value === null ? '—' : value.toPrecision(shownDigits);
}
