import path from 'node:path';

import WebSocket from 'ws';

import { dataPlaneServer, keepDataPlaneOn } from '@/lib/data-plane-server/server';
import { type Environment, readEnvironment } from '@/lib/env/environment';
import { publicNetworkOf } from '@/lib/env/public-network';
import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';

import { ChainIndex } from './chain-index';
import { closedLeasesIn, type ClosedLeases } from './closed-leases';
import { type ReadBlob } from './provider-names';

const lookEveryMs = 2_000;
const tryAgainMs = 1_000;

export interface IndexServerOptions {
  /** A client of whatever chain there is now. */
  readonly openChain: () => ChainClient;
  readonly readBlob: ReadBlob;
  readonly closedLeases?: (genesisHash: string) => ClosedLeases;
  /** Whether the chain may be replaced by another, as a local one is by a reset. */
  readonly replaceable: boolean;
  /** Is told which chain is indexed from now on. */
  readonly onChain?: (genesisHash: string) => Promise<void>;
}

/** On `globalThis`, because the framework may load a module once per route. */
const place = globalThis as { pyronetIndex?: IndexServer };

/** The app server's one index; server only. Throws on settings that cannot be used. */
export function indexServer(): IndexServer {
  return (place.pyronetIndex ??= new IndexServer(optionsOf(settings())));
}

/** Holds the index of the chain that the network has now; a chain that was replaced gets a new one. */
export class IndexServer {
  readonly #options: IndexServerOptions;
  #present: ChainIndex | null = null;
  #closed = false;
  readonly #waiting = new Set<(index: ChainIndex) => void>();
  readonly #replaced = new Set<() => void>();

  constructor(options: IndexServerOptions) {
    this.#options = options;
    void this.#run();
  }

  /** The index, waiting for the first for at most `patienceMs`; null when there is none by then. */
  async index(patienceMs = 3_000): Promise<ChainIndex | null> {
    if (this.#present !== null) return this.#present;
    return new Promise((resolve) => {
      const ready = (index: ChainIndex | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(ready);
        resolve(index);
      };
      const timer = setTimeout(() => ready(null), patienceMs);
      this.#waiting.add(ready);
    });
  }

  /** Is told when the chain was replaced by another, after which the old index knows nothing any more. */
  onReplaced(listener: () => void): () => void {
    this.#replaced.add(listener);
    return () => this.#replaced.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#present?.close();
    this.#present = null;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const index = await this.#open().catch(() => null);
      if (index === null) {
        await sleep(tryAgainMs);
        continue;
      }
      this.#present = index;
      for (const ready of [...this.#waiting]) ready(index);
      await this.#untilReplaced(index.genesisHash);
      this.#present = null;
      index.close();
      for (const listener of [...this.#replaced]) listener();
    }
  }

  async #open(): Promise<ChainIndex> {
    const { openChain, onChain, readBlob, closedLeases } = this.#options;
    const client = openChain();
    try {
      await onChain?.(await client.genesisHash());
      return await ChainIndex.open({
        client,
        readBlob,
        ...(closedLeases === undefined ? {} : { closedLeases }),
      });
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** A client knows one chain for ever, so a fresh one asks which chain there is. */
  async #untilReplaced(genesisHash: string): Promise<void> {
    while (!this.#closed) {
      await sleep(lookEveryMs);
      if (!this.#options.replaceable) continue;
      const client = this.#options.openChain();
      const now = await client.genesisHash().catch(() => null);
      client.close();
      if (now !== null && now !== genesisHash) return;
    }
  }
}

function settings(): Environment {
  const reading = readEnvironment(process.env);
  if (reading.ok) return reading.environment;
  throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
}

function optionsOf(environment: Environment): IndexServerOptions {
  const { rpcUrls, wsUrls, dataDir } = environment;
  const folder = path.resolve(/* turbopackIgnore: true */ dataDir, 'index');
  const { genesisHash } = publicNetworkOf(environment);
  return {
    openChain: () =>
      createChainClient({
        rpcUrls,
        wsUrls,
        webSocket: WebSocket,
        retryForMs: 2_000,
        ...(genesisHash === null ? {} : { genesisHash }),
      }),
    readBlob: async (name, limitBytes) => (await dataPlaneServer()).store.read(name, limitBytes),
    closedLeases: (chain) => closedLeasesIn(folder, chain),
    replaceable: genesisHash === null,
    onChain: keepDataPlaneOn,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
