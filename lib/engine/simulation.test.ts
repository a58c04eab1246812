import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { WASM_ENGINE_FILE } from './open-engine';
import { decodeSimulation } from './simulation-job';
import { rowsOf, type ThermodynamicRow } from './simulation-output';
import { openWasmEngine } from './wasm';

// LAMMPS' bench/in.lj, smaller: energy and pressure at step 0 follow from the lattice alone.
it('reads the energies of a melt, which keeps its total', async () => {
  const engine = await openWasmEngine(readFileSync(WASM_ENGINE_FILE));
  const files = await engine.prepareSimulation({
    start: { kind: 'lattice', cells: [5, 5, 5], density: 0.8442, temperature: 1.44 },
    cutoff: 2.5,
    timeStep: 0.005,
    steps: 50,
    segmentSteps: 20,
    rowInterval: 10,
    seed: 1n,
  });
  const job = decodeSimulation(files.job);
  const rows: ThermodynamicRow[] = [];
  await engine.run({ ...files, onSegment: (segment) => void rows.push(...rowsOf(job, segment)) });
  expect(rows.map(({ step }) => step)).toEqual([0n, 10n, 20n, 30n, 40n, 50n]);
  const [first] = rows;
  expect(first?.temperature).toBeCloseTo(1.44, 5);
  expect(first?.potentialEnergy).toBeCloseTo(-6.773368, 4);
  for (const { totalEnergy } of rows) expect(totalEnergy).toBeCloseTo(first?.totalEnergy ?? 0, 1);
  expect(rows.at(-1)?.temperature).toBeLessThan(1);
  await engine.close();
});
