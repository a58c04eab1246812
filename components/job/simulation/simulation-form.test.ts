import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { openEngine } from '@/lib/engine/open-engine';

import { firstSimulation, readSimulation, type SimulationField } from './simulation-form';
import { extentPresets, presetIn, systemPresets } from './simulation-presets';

describe('the form of a simulation', () => {
  test('begins with the first presets', () => {
    expect(presetIn(systemPresets, firstSimulation)).toBe(systemPresets[0]);
    expect(presetIn(extentPresets, firstSimulation)).toBe(extentPresets[0]);
  });

  test('plans every preset, in as many segments as it says', async () => {
    const engine = await openEngine();
    for (const system of systemPresets) {
      for (const extent of extentPresets) {
        const form = { ...firstSimulation, ...system.form, ...extent.form };
        const reading = readSimulation(form, false);
        if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
        const plan = await engine.plan(await engine.prepareSimulation(reading.settings));
        expect(plan.segmentCount).toBe(Number(form.segments));
      }
    }
    await engine.close();
  });

  test.each<[SimulationField, string, RegExp]>([
    ['cells', '0', /from 1 to 40/],
    ['cells', '2.5', /whole number/],
    ['density', '-1', /Enter a number/],
    ['density', '1e3', /Enter a number/],
    ['timeStep', '', /Enter a number/],
    ['held', 'warm', /Enter a number/],
    ['steps', '10', /no more segments than steps/],
    ['seed', '99999999999999999', /whole number/],
  ])('says what is wrong with %s %s', (field, text, sentence) => {
    const reading = readSimulation({ ...firstSimulation, [field]: text }, false);
    const problems: Partial<Record<SimulationField, string>> = reading.ok ? {} : reading.problems;
    expect(Object.values(problems).join()).toMatch(sentence);
  });

  test('leaves the lattice aside where a file is given', () => {
    const reading = readSimulation({ ...firstSimulation, cells: 'x', density: '' }, true);
    expect(reading).toMatchObject({ ok: true, settings: { start: { kind: 'xyz' } } });
  });

  test('never makes settings of what is no number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(firstSimulation) as SimulationField[])),
        fc.string(),
        (field, text) => {
          const reading = readSimulation({ ...firstSimulation, [field]: text }, false);
          if (!reading.ok) return;
          const { cutoff, timeStep, steps, segmentSteps } = reading.settings;
          for (const number of [cutoff, timeStep, steps, segmentSteps]) expect(number).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
