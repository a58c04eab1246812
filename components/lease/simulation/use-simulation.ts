import { useEffect, useState } from 'react';

import { type SimulationOutline } from '@/lib/engine/outline/simulation';
import {
  type Frame,
  framesOf,
  type RadialCounts,
  radialCountsOf,
  rowsOf,
  type SegmentOutput,
  type ThermodynamicRow,
} from '@/lib/engine/simulation-output';
import { type LiveLease } from '@/lib/session/browser/live-lease';

/** What a simulation has put out so far, in order. */
export interface SimulationSeries {
  readonly rows: readonly ThermodynamicRow[];
  readonly frames: readonly Frame[];
  readonly radial: readonly RadialCounts[];
}

const nothing: SimulationSeries = { rows: [], frames: [], radial: [] };

/** The series of a live simulation, growing as segments arrive. */
export function useSimulation(live: LiveLease, outline: SimulationOutline): SimulationSeries {
  const [series, setSeries] = useState(nothing);
  useEffect(() => {
    // What is here already is read in the same turn as listening begins, so that nothing falls between.
    let so = seriesOf(outline, arrived(live, outline));
    const show = setTimeout(() => setSeries(so));
    const stop = live.onSegment((segment) => {
      so = joined(so, seriesOf(outline, [segment]));
      setSeries(so);
    });
    return () => {
      clearTimeout(show);
      stop();
    };
  }, [live, outline]);
  return series;
}

function* arrived(live: LiveLease, outline: SimulationOutline): Generator<SegmentOutput> {
  const { result } = live;
  if (result === null) return;
  for (let index = 0; index < live.delivered; index += 1)
    yield { index, output: outline.outputIn(result, index) };
}

function seriesOf({ job }: SimulationOutline, segments: Iterable<SegmentOutput>): SimulationSeries {
  const all = [...segments];
  return {
    rows: all.flatMap((segment) => rowsOf(job, segment)),
    frames: all.flatMap((segment) => framesOf(job, segment)),
    radial: all.flatMap((segment) => radialCountsOf(job, segment) ?? []),
  };
}

function joined(before: SimulationSeries, after: SimulationSeries): SimulationSeries {
  return {
    rows: [...before.rows, ...after.rows],
    frames: [...before.frames, ...after.frames],
    radial: [...before.radial, ...after.radial],
  };
}
