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

test('a hostile scene is refused before any money moves', async () => {
  const header =
    'ply\nformat binary_little_endian 1.0\nelement vertex 4294967295\nproperty float x\nend_header\n';
  const { code, output } = await demo(file('huge.ply', header));
  expect({ code, output }).toMatchObject({ code: 2, output: expect.stringContaining('huge.ply') });
});

test('nothing to resume is said', async () => {
  expect(await demo('--resume')).toMatchObject({
    code: 2,
    output: expect.stringContaining('no interrupted job'),
  });
});
