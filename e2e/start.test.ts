import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { freePort, freePortPair, listenOn } from './ports';

const root = path.resolve(import.meta.dirname, '..');
const startLimitMs = 240_000;

let dataDir: string;
let ports: { app: number; rpc: number };
const started: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'pyronet-start-'));
  ports = { app: await freePort(), rpc: await freePortPair() };
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it(
    'prints an address that answers, is found by a second start, and leaves no process when it is stopped',
    async () => {
      const first = start();
      await first.prints(/Pyronet is running/);
      const page = await fetch(`http://127.0.0.1:${ports.app}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Rent a GPU by the second');

      const second = start();
      expect(await second.exitCode).toBe(0);
      expect(second.output()).toContain(`runs already`);
      expect(second.output()).toContain(`http://127.0.0.1:${ports.app}`);

      first.child.kill('SIGINT');
      expect(await first.exitCode).toBe(0);
      expect(processesOf(dataDir)).toEqual([]);
    },
    startLimitMs,
  );

  it(
    'takes its children with it when it is killed outright',
    async () => {
      const network = start(['--empty']);
      await network.prints(/Pyronet is running/);
      for (const pid of processesOf(dataDir).filter((pid) => isSupervisor(pid))) process.kill(pid, 'SIGKILL');
      await expect.poll(() => processesOf(dataDir), { timeout: 15_000 }).toEqual([]);
    },
    startLimitMs,
  );

  it('names the port that is in use and the option that changes it', async () => {
    const taken = await listenOn(ports.app);
    const network = start();
    expect(await network.exitCode).toBe(1);
    expect(network.output()).toContain(`Port ${ports.app} is in use`);
    expect(network.output()).toContain('--port');
    taken.close();
  });

  it('explains a wrong option and starts nothing', async () => {
    const network = start(['--prot', '3000']);
    expect(await network.exitCode).toBe(2);
    expect(network.output()).toContain('--prot');
    expect(processesOf(dataDir)).toEqual([]);
  });
});

interface Started {
  readonly child: ChildProcess;
  readonly exitCode: Promise<number | null>;
  output(): string;
  prints(pattern: RegExp): Promise<void>;
}

function start(extra: readonly string[] = []): Started {
  const options = ['--port', String(ports.app), '--rpc-port', String(ports.rpc), '--data', dataDir, ...extra];
  const child = spawn(process.execPath, ['scripts/start.js', ...options], { cwd: root });
  started.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const ended = exitCode.then((code) => Promise.reject(new Error(`ended with ${String(code)}: ${text}`)));
  ended.catch(() => undefined);
  return {
    child,
    exitCode,
    output: () => text,
    prints: async (pattern) => {
      const seen = expect.poll(() => text, { timeout: startLimitMs, interval: 200 }).toMatch(pattern);
      await Promise.race([seen, ended]);
    },
  };
}

/** Processes that name the data directory on their command line, this test's own excluded. */
function processesOf(directory: string): readonly number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .filter((line) => line.includes(directory))
    .map((line) => Number.parseInt(line, 10));
}

function isSupervisor(pid: number): boolean {
  return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(
    'scripts/start/main.ts',
  );
}
