import { describe, expect, test } from 'vitest';

import { COMMANDS, parseArguments, USAGE } from './arguments';

describe('the command line', () => {
  test('without anything serves this machine on the local network', () => {
    expect(parseArguments([])).toMatchObject({
      command: 'serve',
      rpcUrls: ['http://127.0.0.1:8899'],
      wsUrls: ['ws://127.0.0.1:8900/'],
      listen: { host: '127.0.0.1', port: 0 },
      machine: {
        name: 'worker',
        classId: 101,
        regionId: 0,
        tier: 1,
        vramMib: 0,
        gpuCount: 1,
        pricePerHour: 250_000n,
      },
      localKeys: false,
      relays: [],
    });
  });

  test('takes prices to the atom', () => {
    expect(parseArguments(['onboard', '--price', '0.000001'])?.machine.pricePerHour).toBe(1n);
    expect(parseArguments(['onboard', '--price', '12'])?.machine.pricePerHour).toBe(12_000_000n);
  });

  test('takes what the machine is; what is left out follows from its class', () => {
    const { machine } = parseArguments(['--class', 'a100 80gb', '--region', 'eu-north', '--gpus', '2']) ?? {};
    expect(machine).toMatchObject({ classId: 7, regionId: 5, tier: 3, vramMib: 81_920, gpuCount: 2 });
    expect(parseArguments(['--class', '101', '--vram-gib', '6', '--tier', '2'])?.machine).toMatchObject({
      classId: 101,
      tier: 2,
      vramMib: 6_144,
    });
  });

  test('takes several relays as origins, and IPv6', () => {
    const options = parseArguments([
      '--relay',
      'https://a.example/x',
      '--relay',
      'http://b:3000',
      '--listen',
      '[::1]:80',
    ]);
    expect(options?.relays).toEqual(['https://a.example', 'http://b:3000']);
    expect(options?.listen).toEqual({ host: '::1', port: 80 });
  });

  test.each([
    ['sell'],
    ['serve', 'serve'],
    ['--price', '0'],
    ['--price', '-1'],
    ['--price', '0.0000001'],
    ['--price', '1e3'],
    ['--listen', 'nowhere'],
    ['--listen', '127.0.0.1:70000'],
    ['--relay', 'ftp://a'],
    ['--rpc', 'localhost'],
    ['--ws', 'http://a'],
    ['--engine', 'quantum'],
    ['--threads', '0'],
    ['--class', 'RTX 9999'],
    ['--region', 'moon'],
    ['--class', 'H100', '--tier', '2'],
    ['--gpus', '0'],
    ['--vram-gib', '-1'],
    ['--for', 'somebody'],
    ['fleet'],
    ['fleet', 'one.json', 'two.json'],
    ['status', 'one.json', 'two.json'],
    ['--unknown'],
  ])('refuses %s %s with a sentence and a next step', (...args) => {
    expect(() => parseArguments(args)).toThrow(
      expect.objectContaining({ code: 'bad_usage', next: expect.stringContaining('--help') }),
    );
  });

  test('explains every command and option', () => {
    expect(parseArguments(['--help'])).toBeUndefined();
    for (const command of COMMANDS) expect(USAGE).toContain(`\n  ${command} `);
    for (const option of ['class', 'region', 'tier', 'vram-gib', 'gpus', 'for', 'cards'])
      expect(USAGE).toContain(`--${option} <`);
    for (const option of [
      'rpc',
      'ws',
      'data',
      'price',
      'bond',
      'listen',
      'public-url',
      'relay',
      'engine',
      'threads',
      'name',
      'disk-gib',
      'drain-s',
      'local-keys',
      'failover',
    ])
      expect(USAGE).toContain(`--${option} `);
  });
});
