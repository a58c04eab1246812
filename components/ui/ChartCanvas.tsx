'use client';

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { onThemeChange, type ThemeColours, themeColours } from './theme-colours';

export interface ChartCanvasProps {
  /** Columns: the x values, then one per series. */
  readonly data: uPlot.AlignedData;
  /** CSS pixels, without the legend. */
  readonly height: number;
  /** How a chart of a size is drawn; defined outside of any component. */
  readonly optionsOf: (width: number, height: number, colours: ThemeColours) => uPlot.Options;
}

/** A drawn chart, hidden from those who hear the page: say its figures beside it. Load it late, it brings its library. */
export default function ChartCanvas({ data, height, optionsOf }: ChartCanvasProps) {
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
      chart.current = new uPlot(optionsOf(box.clientWidth, height, themeColours(box)), newest.current, box);
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
  }, [height, optionsOf]);
  return <div ref={place} aria-hidden className="chart-canvas overflow-hidden" />;
}
