import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';
import { readOpenOffers } from '@/lib/queries/open-offers';

import { freePort, freePortPair } from './ports';

export const root = path.resolve(import.meta.dirname, '..');

/** A process of this project and everything it has written. */
export interface Spawned {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code, or -1 when a signal ended it. */
  readonly ended: Promise<number>;
}

export function spawnScript(args: readonly string[], env: Readonly<Record<string, string>> = {}): Spawned {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  return { process: child, output: () => output, ended };
}

/** Waits until a process has written what `pattern` matches; fails with its output when it ends before. */
export async function written(
  spawned: Spawned,
  pattern: RegExp,
  withinMs = 60_000,
): Promise<RegExpExecArray> {
  const giveUpAtMs = Date.now() + withinMs;
  let over = false;
  void spawned.ended.then(() => (over = true));
  for (;;) {
    const match = pattern.exec(spawned.output());
    if (match !== null) return match;
    if (over || Date.now() > giveUpAtMs) {
      throw new Error(
        `${pattern} ${over ? 'never came' : 'did not come in time'}; output:\n${spawned.output()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A local chain and one worker, as processes of their own, with all their state in a temporary folder. */
export class TestNetwork {
  readonly dataDir = mkdtempSync(path.join(os.tmpdir(), 'pyronet-e2e-'));
  readonly #running = new Set<Spawned>();
  #worker: Spawned | null = null;
  #workerOptions: readonly string[] = [];
  #client: ChainClient | null = null;

  private constructor(
    readonly rpcUrl: string,
    readonly wsUrl: string,
    readonly workerUrl: string,
  ) {}

  /** Starts the chain, then the worker, and resolves when an offer can be taken. */
  static async start(workerOptions: readonly string[] = []): Promise<TestNetwork> {
    const network = await TestNetwork.startChain();
    network.startWorker(workerOptions);
    await network.offer();
    return network;
  }

  /** Starts the chain alone. */
  static async startChain(): Promise<TestNetwork> {
    const rpcPort = await freePortPair();
    const workerPort = await freePort();
    const [rpc, ws] = [`http://127.0.0.1:${rpcPort}`, `ws://127.0.0.1:${rpcPort + 1}`];
    const network = new TestNetwork(rpc, ws, `http://127.0.0.1:${workerPort}`);
    const chain = network.spawn([
      'programs/localnet/main.ts',
      '--port',
      String(rpcPort),
      '--data',
      network.path('chain'),
    ]);
    await written(chain, /Local network/);
    return network;
  }

  /** One client for the test's own look at the chain. */
  get client(): ChainClient {
    this.#client ??= createChainClient({ rpcUrls: [this.rpcUrl] });
    return this.#client;
  }

  path(...parts: readonly string[]): string {
    return path.join(this.dataDir, ...parts);
  }

  spawn(args: readonly string[], env: Readonly<Record<string, string>> = {}): Spawned {
    const spawned = spawnScript(args, env);
    this.#running.add(spawned);
    void spawned.ended.then(() => this.#running.delete(spawned));
    return spawned;
  }

  /** Where browsers may reach machines directly. */
  get machineUrls(): readonly string[] {
    return [this.workerUrl];
  }

  /** Starts several machines in one process, as `file` describes them; they put their cards where the app looks. */
  startFleet(file: string, relay: string): Spawned {
    const { host } = new URL(this.workerUrl);
    this.#worker = this.spawn([
      ...['programs/worker/main.ts', 'fleet', file, '--rpc', this.rpcUrl, '--ws', this.wsUrl],
      ...['--listen', host, '--relay', relay, '--data', this.path('fleet')],
      ...['--cards', this.path('app', 'worker-cards')],
    ]);
    return this.#worker;
  }

  /** Starts the worker, with the options of its last start unless others are given. */
  startWorker(options: readonly string[] = this.#workerOptions): Spawned {
    this.#workerOptions = options;
    const { host } = new URL(this.workerUrl);
    this.#worker = this.spawn([
      ...['programs/worker/main.ts', 'serve', '--local-keys', '--rpc', this.rpcUrl, '--ws', this.wsUrl],
      ...['--listen', host, '--data', this.path('worker'), ...options],
    ]);
    return this.#worker;
  }

  get worker(): Spawned {
    if (this.#worker === null) throw new Error('no worker was started');
    return this.#worker;
  }

  async killWorker(): Promise<void> {
    this.worker.process.kill('SIGKILL');
    await this.worker.ended;
  }

  /** Waits until somebody offers a machine, or so many do. */
  async offer(withinMs = 240_000, machines = 1): Promise<void> {
    const giveUpAtMs = Date.now() + withinMs;
    while ((await readOpenOffers(this.client)).length < machines) {
      if (Date.now() > giveUpAtMs || this.worker.process.exitCode !== null) {
        throw new Error(`no offer; the worker wrote:\n${this.worker.output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Starts the demo against this network; `options` come last and so replace the defaults. */
  demo(options: readonly string[] = []): Spawned {
    return this.spawn([
      ...['scripts/demo/main.ts', '--plain', '--rpc', this.rpcUrl, '--ws', this.wsUrl],
      ...['--worker', this.workerUrl, '--data', this.dataDir, '--out', this.path('demo.png')],
      ...options,
    ]);
  }

  /** Moves the chain's clock forward. */
  async travel(seconds: number): Promise<void> {
    await this.client.request('pyronet_timeTravel', [{ seconds }]);
  }

  async close(): Promise<void> {
    this.#client?.close();
    const running = [...this.#running];
    for (const { process: child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
