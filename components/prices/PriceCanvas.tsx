'use client';

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { type ChartData } from './chart-data';
import { chartOptions } from './chart-options';
import { onThemeChange, themeColours } from './theme-colours';

export interface PriceCanvasProps {
  readonly data: ChartData;
  /** CSS pixels, without the legend. */
  readonly height: number;
}

/** The drawn chart. Loaded through `PriceChart`, which keeps its place. */
export default function PriceCanvas({ data, height }: PriceCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef(data);
  useEffect(() => {
    newest.current = data;
    chart.current?.setData(data);
  }, [data]);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const draw = () => {
      chart.current?.destroy();
      chart.current = new uPlot(
        chartOptions(box.clientWidth, height, themeColours(box)),
        newest.current,
        box,
      );
    };
    draw();
    const stopTheme = onThemeChange(draw);
    const size = new ResizeObserver(() => chart.current?.setSize({ width: box.clientWidth, height }));
    size.observe(box);
    return () => {
      stopTheme();
      size.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [height]);
  return <div ref={place} aria-hidden className="price-canvas overflow-hidden" />;
}
