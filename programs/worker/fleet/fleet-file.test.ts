import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { genesisGpuClasses, gpuClassId } from '@/lib/pyronet/gpu-classes';

import { parseFleet, readFleetFile } from './fleet-file';

const machine = { id: 'one', name: 'One', class: 'RTX 4090', price_usdc_per_hour: '0.32' };
const file = { version: 1, keys: 'local', gpus_at_once: 2, machines: [machine] };
const demo = path.resolve(import.meta.dirname, '../fleets/local-demo.json');
const empty = path.resolve(import.meta.dirname, '../fleets/local-empty.json');

describe('a fleet file', () => {
  test('says what each machine is offered as; what it leaves out follows from the class', () => {
    expect(parseFleet('f', file)).toMatchObject({
      keys: 'local',
      seats: 2,
      machines: [
        { id: 'one', terms: { classId: 3, tier: 1, vramMib: 24_576, gpuCount: 1, pricePerHour: 320_000n } },
      ],
    });
  });

  test('has the keeper pay nothing beyond its tips unless it says so', () => {
    const amounts = { splitFromAtoms: 10_000_000n, parkFromAtoms: 1_000_000n };
    expect(parseFleet('f', file).keeper).toEqual({ beyondTipsLamports: 0n, ...amounts });
    const keeper = { lamports_beyond_tips: 50_000, split_fees_from_usdc: '2.5', park_from_usdc: '0.5' };
    const told = parseFleet('f', { ...file, keeper });
    const toldAmounts = { splitFromAtoms: 2_500_000n, parkFromAtoms: 500_000n };
    expect(told.keeper).toEqual({ beyondTipsLamports: 50_000n, ...toldAmounts });
    for (const field of ['split_fees_from_usdc', 'park_from_usdc']) {
      const wrong = { ...file, keeper: { [field]: '0' } };
      expect(() => parseFleet('f', wrong)).toThrow(`keeper.${field}`);
    }
  });

  test.each([
    ['an unknown class', { ...machine, class: 'RTX 9999' }, 'machines[0].class is one of NVIDIA RTX 3060,'],
    ['an unknown region', { ...machine, region: 'moon' }, 'machines[0].region is one of na-east'],
    [
      'a price of nothing',
      { ...machine, price_usdc_per_hour: '0' },
      'machines[0].price_usdc_per_hour is an amount',
    ],
    ['a tier below the class', { ...machine, class: 'H100', tier: 1 }, 'machines[0].tier is at least 3'],
    [
      'more GPUs than seats',
      { ...machine, gpu_count: 3 },
      'machines[0].gpu_count: is more than gpus_at_once',
    ],
    ['a name with a path in it', { ...machine, id: '../x' }, 'machines[0].id: is lower-case letters'],
    ['the name of a person', { ...machine, id: 'pia' }, 'machines[0].id: "pia" is taken'],
    ['a misspelt field', { ...machine, vram: 24 }, 'machines[0]: Unrecognized key: "vram"'],
  ])('with %s is refused, and the place is named', (_, entry, words) => {
    expect(() => parseFleet('f', { ...file, machines: [entry] })).toThrow(words);
  });

  test('with two machines of one name, or more seats than hold their guarantee, is refused', () => {
    expect(() => parseFleet('f', { ...file, machines: [machine, machine] })).toThrow('"one" is taken');
    expect(() => parseFleet('f', { ...file, gpus_at_once: 5 })).toThrow('gpus_at_once');
    expect(() => parseFleet('f', { ...file, machines: [] })).toThrow('machines: there are none');
  });

  test('names every problem at once', () => {
    const machines = [
      { ...machine, region: 'moon' },
      { ...machine, id: 'two', class: 'x' },
    ];
    expect(() => parseFleet('f', { ...file, machines })).toThrow(
      /machines\[0\]\.region[^]*machines\[1\]\.class/,
    );
  });

  test('that is no JSON, or not there, is refused in words', async () => {
    await expect(readFleetFile('/nowhere/fleet.json')).rejects.toMatchObject({ code: 'bad_fleet_file' });
    await expect(readFleetFile(import.meta.filename)).rejects.toMatchObject({ code: 'bad_fleet_file' });
  });
});

describe('the demo fleet', () => {
  test('has a machine of every class but the generic one, near its reference price, in several regions and tiers', async () => {
    const { machines } = await readFleetFile(demo);
    for (const { classId, name, referencePricePerHour: reference } of genesisGpuClasses) {
      if (classId === gpuClassId.generic) continue;
      const prices = machines.flatMap(({ terms }) => (terms.classId === classId ? [terms.pricePerHour] : []));
      expect(prices.length, name).toBeGreaterThan(0);
      for (const price of reference === undefined ? [] : prices)
        expect(Math.abs(Number(price - (reference ?? 0n)) / Number(reference)), name).toBeLessThan(0.06);
    }
    expect(new Set(machines.map(({ terms }) => terms.regionId)).size).toBeGreaterThan(4);
    expect(new Set(machines.map(({ terms }) => terms.tier)).size).toBe(3);
  });

  test('leaves nobody on the market when it is empty, but machines that wait', async () => {
    expect(await readFleetFile(empty)).toMatchObject({ machines: [], localPersonas: true });
  });
});
