import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';

import { spawnScript } from './network';
import { freePort } from './ports';

let dataDir: string;
let localnet: Localnet;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'pyronet-demo-'));
  localnet = await startLocalnet({ port: 0, dataDirectory: path.join(dataDir, 'chain') });
});

afterAll(async () => {
  await localnet.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function demo(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const spawned = spawnScript([
    'scripts/demo/main.ts',
    ...['--data', dataDir, '--rpc', localnet.rpcUrl, '--ws', localnet.wsUrl],
    ...args,
  ]);
  return { code: await spawned.ended, output: spawned.output() };
}

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(dataDir, name);
  writeFileSync(full, content);
  return full;
}

test('help needs no network', async () => {
  expect(await demo('--help')).toMatchObject({ code: 0, output: expect.stringContaining('npm run demo') });
});

test.each([
  [['--width', '0'], '--width takes a whole number from 1 to 16384'],
  [['--samples', 'many'], '--samples takes a whole number'],
  [['--max-price', '1.1234567'], 'six digits'],
  [['--rpc', 'localhost'], '--rpc takes a web address'],
  [['--colour'], 'colour'],
  [['a.ply', 'b.ply'], 'One scene at a time'],
])('%j is refused with the reason', async (args, reason) => {
  expect(await demo(...args)).toMatchObject({ code: 2, output: expect.stringContaining(reason) });
});

test('no network running is said, with the command that starts one', async () => {
  const port = await freePort();
  const { code, output } = await demo('--rpc', `http://127.0.0.1:${port}`);
  expect({ code, output }).toMatchObject({ code: 3, output: expect.stringContaining('No network answers') });
  expect(output).toContain('npm start');
});

test('a network without a machine on offer says so', async () => {
  const { code, output } = await demo();
  expect({ code, output }).toMatchObject({
    code: 3,
    output: expect.stringContaining('Nobody offers a machine right now'),
  });
});

test.each<[string, string, string | Uint8Array]>([
  ['a file of an unknown kind', 'scene.txt', 'hello'],
  ['an empty mesh', 'empty.ply', ''],
  [
    'a truncated mesh',
    'short.ply',
    'ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nend_header\n0\n',
  ],
  [
    'a mesh that declares more than it holds',
    'huge.ply',
    'ply\nformat binary_little_endian 1.0\nelement vertex 4294967295\nproperty float x\nproperty float y\nproperty float z\nend_header\n',
  ],
  ['a scene that is no scene', 'scene.json', '{"width":1e999}'],
  ['a binary glTF of garbage', 'scene.glb', new Uint8Array(64).fill(0xff)],
])('%s is refused before any money moves', async (_, name, content) => {
  const { code, output } = await demo(file(name, content));
  expect({ code, output }).toMatchObject({ code: 2, output: expect.stringContaining(name) });
});

test('a scene that is not there, or is a folder, is refused', async () => {
  expect((await demo(path.join(dataDir, 'missing.ply'))).output).toContain('cannot be read (ENOENT)');
  expect((await demo(path.join(dataDir, 'missing.ply'))).code).toBe(2);
});

test('nothing to resume is said', async () => {
  expect(await demo('--resume')).toMatchObject({
    code: 2,
    output: expect.stringContaining('no interrupted job'),
  });
});
