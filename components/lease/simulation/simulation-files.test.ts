import { expect, test } from 'vitest';

import { openEngine } from '@/lib/engine/open-engine';
import { outlineOf } from '@/lib/engine/outline/outline-of';
import { type SimulationSettings } from '@/lib/engine/simulation';
import { decodeSimulation } from '@/lib/engine/simulation-job';
import {
  radialCountsOf,
  radialDistribution,
  rowsOf,
  type SegmentOutput,
} from '@/lib/engine/simulation-output';

import { energiesCsv, finalXyz, trajectoryXyz } from './simulation-files';

const settings: SimulationSettings = {
  start: { kind: 'lattice', cells: [4, 4, 4], density: 0.8442, temperature: 1.44 },
  cutoff: 2.5,
  timeStep: 0.005,
  steps: 400,
  segmentSteps: 100,
  rowInterval: 20,
  frameInterval: 200,
  radialBins: 50,
  thermostat: { temperature: 0.728, friction: 2 },
  seed: 1n,
};

test('a finished simulation is saved as other programs read it, and goes on from its last state', async () => {
  const engine = await openEngine();
  const files = await engine.prepareSimulation(settings);
  const job = decodeSimulation(files.job);
  const outline = outlineOf(files.job);
  const making = outline.beginResult();
  const segments: SegmentOutput[] = [];
  await engine.run({
    ...files,
    onSegment: ({ index, output, state = new Uint8Array() }) => {
      segments.push({ index, output });
      making.place(index, output);
      making.placeState(state);
    },
  });
  const lines = energiesCsv(job, segments).trim().split('\n');
  expect(lines).toHaveLength(1 + 21);
  expect(lines[1]?.split(',').slice(0, 2)).toEqual(['0', '0']);
  expect(trajectoryXyz(job, segments).match(/^256$/gm)).toHaveLength(3);

  // The next simulation begins with the energy that this one ended with.
  const text = finalXyz(job, making.bytes());
  const start = { kind: 'xyz', temperature: 0 } as const;
  const next = await engine.prepareSimulation({ ...settings, start }, new TextEncoder().encode(text));
  const first: SegmentOutput[] = [];
  await engine.run({ ...next, to: 1, onSegment: (segment) => void first.push(segment) });
  const rows = segments.flatMap((segment) => rowsOf(job, segment));
  const [begin] = first.flatMap((segment) => rowsOf(decodeSimulation(next.job), segment));
  expect(begin?.totalEnergy).toBeCloseTo(rows.at(-1)?.totalEnergy ?? 0, 4);

  // A liquid: nothing closer than a diameter or so, neighbours crowded just behind it, and none the wiser far away.
  const counts = segments.flatMap((segment) => radialCountsOf(job, segment) ?? []);
  const distribution = radialDistribution(job, counts);
  const at = (distance: number): number => distribution[Math.floor((distance / 2.5) * 50)] ?? 0;
  expect(at(0.7)).toBe(0);
  expect(at(1.1)).toBeGreaterThan(2);
  expect(at(2.4)).toBeCloseTo(1, 0);
  await engine.close();
});
