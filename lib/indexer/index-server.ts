import WebSocket from 'ws';

import { dataPlaneServer } from '@/lib/data-plane-server/server';
import { readEnvironment } from '@/lib/env/environment';
import { createChainClient } from '@/lib/rpc/chain-client';

import { ChainIndex } from './chain-index';

const lookEveryMs = 2_000;
const tryAgainMs = 1_000;

/** On `globalThis`, because the framework may load a module once per route. */
const place = globalThis as { pyronetIndex?: IndexServer };

/** The app server's one index; server only. */
export function indexServer(): IndexServer {
  return (place.pyronetIndex ??= new IndexServer());
}

/** Holds the index of the chain that the network has now; a chain that was replaced gets a new one. */
export class IndexServer {
  #present: ChainIndex | null = null;
  readonly #waiting = new Set<(index: ChainIndex) => void>();
  readonly #replaced = new Set<() => void>();

  constructor() {
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

  async #run(): Promise<never> {
    for (;;) {
      const index = await openIndex().catch(() => null);
      if (index === null) {
        await sleep(tryAgainMs);
        continue;
      }
      this.#present = index;
      for (const ready of [...this.#waiting]) ready(index);
      await untilReplaced(index.genesisHash);
      this.#present = null;
      index.close();
      for (const listener of [...this.#replaced]) listener();
    }
  }
}

async function openIndex(): Promise<ChainIndex> {
  const client = openChain();
  try {
    const { store } = await dataPlaneServer();
    return await ChainIndex.open({ client, readBlob: (name, limit) => store.read(name, limit) });
  } catch (error) {
    client.close();
    throw error;
  }
}

function openChain() {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  const { rpcUrls, wsUrls, genesisHash } = reading.environment;
  return createChainClient({
    rpcUrls,
    wsUrls,
    webSocket: WebSocket,
    retryForMs: 2_000,
    ...(genesisHash === null ? {} : { genesisHash }),
  });
}

/** A client knows one chain, so a fresh one asks which chain there is. */
async function untilReplaced(genesisHash: string): Promise<void> {
  for (;;) {
    await sleep(lookEveryMs);
    const client = openChain();
    const now = await client.genesisHash().catch(() => null);
    client.close();
    if (now !== null && now !== genesisHash) return;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
