'use client';

import ChartCanvas from '@/components/ui/ChartCanvas';

import { type ChartData } from './chart-data';
import { chartOptions } from './chart-options';

export interface PriceCanvasProps {
  readonly data: ChartData;
  /** CSS pixels, without the legend. */
  readonly height: number;
}

/** The drawn prices. Loaded through `PriceChart`, which keeps their place. */
export default function PriceCanvas({ data, height }: PriceCanvasProps) {
  return <ChartCanvas data={data} height={height} optionsOf={chartOptions} />;
}
