import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { firstLineWith } from '@/programs/localnet/testing/first-line';

const repository = path.resolve(import.meta.dirname, '../..');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'pyronet-localnet-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(...args: string[]): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', 'programs/localnet/main.ts', '--data', directory, ...args],
    { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

type Ending = { readonly code: number | null; readonly out: string; readonly err: string };

async function ending(child: ChildProcess): Promise<Ending> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

test('--help names every option', async () => {
  const { code, out } = await ending(start('--help'));
  expect(code).toBe(0);
  for (const option of ['--port', '--ws-port', '--data', '--reset', '--slot-ms'])
    expect(out).toContain(option);
});

test('a port in use ends it with one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, err } = await ending(start('--port', String(port)));
  other.close();
  expect(code).toBe(1);
  expect(err.trim()).toBe(
    `localnet: Port ${port} is in use by another program. Stop it, or choose another with --port.`,
  );
});

test.each([
  ['--port', 'many'],
  ['--port', '70000'],
  ['--slot-ms', '1'],
  ['--slots', '5'],
])('%s %s is refused', async (...args) => {
  const { code, err } = await ending(start(...args));
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(args[0]);
});

test('a data directory that cannot be made is refused in one sentence', async () => {
  const file = path.join(directory, 'a-file');
  writeFileSync(file, '');
  const { code, err } = await ending(start('--data', path.join(file, 'nowhere'), '--port', '0'));
  expect(code).toBe(1);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain('nowhere cannot be written');
});

test('Ctrl-C ends the process, frees its port and its directory', async () => {
  const child = start('--port', '0');
  const line = await firstLineWith(child, /http:/);
  const url = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? '';
  expect((await fetch(`${url}/health`)).status).toBe(200);
  const ended = ending(child);
  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  const again = start('--port', '0');
  await firstLineWith(again, /http:/);
  const endedAgain = ending(again);
  again.kill('SIGTERM');
  expect((await endedAgain).code).toBe(0);
});
