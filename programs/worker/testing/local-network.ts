import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** A local network in its own process, as `npm start` runs it. */
export interface LocalNetwork {
  readonly child: ChildProcess;
  readonly rpcUrl: string;
  readonly wsUrl: string;
  /** A local-only method, such as `pyronet_timeTravel`. */
  readonly call: (method: string, ...params: readonly unknown[]) => Promise<unknown>;
  readonly travel: (seconds: number) => Promise<void>;
  readonly travelSlots: (slots: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startLocalNetwork(slotMs = 100): Promise<LocalNetwork> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyronet-network-'));
  const options = ['--port', '0', '--data', path.join(folder, 'chain'), '--slot-ms', String(slotMs)];
  const { child, line } = await startProcess(['programs/localnet/main.ts', ...options], /^Local network: /);
  const [, rpcUrl = '', wsUrl = ''] = /(http:\S+) \(websocket (ws:\S+)\)/.exec(line) ?? [];
  const call = async (method: string, ...params: readonly unknown[]): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(rpcUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    const answer = (await response.json()) as { result?: unknown; error?: { message: string } };
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result;
  };
  return {
    child,
    rpcUrl,
    wsUrl,
    call,
    travel: async (seconds) => void (await call('pyronet_timeTravel', { seconds })),
    travelSlots: async (slots) => void (await call('pyronet_timeTravel', { slots })),
    stop: async () => {
      await endProcess(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a TypeScript program and waits for the line that says it is ready. */
export async function startProcess(
  args: readonly string[],
  ready: RegExp,
): Promise<{ readonly child: ChildProcess; readonly line: string; readonly output: () => string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const line = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = output.split('\n').find((text) => ready.test(text));
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${args[0] ?? ''} ended with ${code}:\n${output}`)));
  });
  return { child, line, output: () => output };
}

export async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await ended;
}
