import uPlot from 'uplot';

import { formatInstant } from '@/lib/domain/duration';

import { chartFont, type ThemeColours } from '@/components/ui/theme-colours';

const widestPriceAxisPx = 58;
/** A time to the second and a gap. */
const widestTimePx = 84;

/** How a price chart of a size (CSS pixels) is drawn: prices hold until they change, so lines are steps. */
export function chartOptions(width: number, height: number, colours: ThemeColours): uPlot.Options {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const axis = { stroke: colours.dim, font: chartFont, ticks: { stroke: colours.line, size: 5 } };
  const paths = stepped === undefined ? {} : { paths: stepped };
  return {
    width,
    height,
    legend: { live: true },
    cursor: { y: false, points: { size: 6 } },
    scales: { y: { range: priceRange } },
    tzDate: (unixS) => uPlot.tzDate(new Date(unixS * 1_000), 'Etc/UTC'),
    axes: [
      { ...axis, space: widestTimePx, grid: { show: false }, values: clockTexts },
      {
        ...axis,
        size: widestPriceAxisPx,
        grid: { stroke: colours.line, width: 1 },
        values: (_chart, prices) => prices.map((price) => price.toFixed(3)),
      },
    ],
    series: [
      { label: 'Time', value: (_chart, unixS) => (unixS === null ? '—' : formatInstant(unixS)) },
      {
        label: 'Lowest',
        stroke: colours.ember,
        width: 2,
        fill: fade(colours.ember),
        value: priceText,
        points: { show: false },
        ...paths,
      },
      {
        label: 'Median',
        stroke: colours.dim,
        width: 1,
        dash: [4, 3],
        value: priceText,
        points: { show: false },
        ...paths,
      },
    ],
  };
}

const secondsPerDay = 86_400;

/** Times of the x axis in UTC: seconds where ticks are close, days where they are far. */
function clockTexts(_chart: uPlot, times: number[]): string[] {
  const stepS = (times[1] ?? 0) - (times[0] ?? 0);
  return times.map((unixS) => {
    const text = formatInstant(unixS);
    if (stepS >= secondsPerDay) return text.slice(5, 10);
    return stepS < 60 ? text.slice(11, 19) : text.slice(11, 16);
  });
}

function priceText(_chart: uPlot, price: number | null): string {
  return price === null ? '—' : `${price.toFixed(3)} USDC/h`;
}

/** A little air above and below; a price that never moved still gets a scale. */
function priceRange(_chart: uPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const air = Math.max((high - low) * 0.15, high * 0.05, 0.001);
  return [Math.max(0, low - air), high + air];
}

function fade(colour: string): string {
  return `color-mix(in srgb, ${colour} 12%, transparent)`;
}
