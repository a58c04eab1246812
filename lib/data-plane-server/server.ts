import path from 'node:path';

import { FolderStore } from '@/lib/blobs/folder-store';
import { type Environment, readEnvironment } from '@/lib/env/environment';
import { clientOf } from '@/lib/relay/client-of';
import { Relay } from '@/lib/relay/relay';
import { createChainClient } from '@/lib/rpc/chain-client';

import { ChainDirectory } from './chain-directory';
import { StorageKeeper } from './storage-keeper';

export interface DataPlaneServer {
  /** Of the chain that its relay and keeper ask, in base58. */
  readonly genesisHash: string;
  readonly store: FolderStore;
  readonly relay: Relay;
  readonly keeper: StorageKeeper;
  readonly close: () => void;
}

const STORE_QUOTA_BYTES = 2 * 1024 ** 3;
const UPLOAD_BYTES = 64 * 1024 ** 2;
const KEEP_MS = 30 * 24 * 3600 * 1000;
const COLLECT_EVERY_MS = 3600 * 1000;

/** On `globalThis`, because the framework may load a module once per route. */
const slot = globalThis as { pyronetDataPlane?: Promise<DataPlaneServer> };

/** The server's relay and keeper; a failure to start them is forgotten, so that the next request tries again. */
export function dataPlaneServer(): Promise<DataPlaneServer> {
  slot.pyronetDataPlane ??= start().catch((error: unknown) => {
    delete slot.pyronetDataPlane;
    throw error;
  });
  return slot.pyronetDataPlane;
}

/** The chain has this genesis hash now: a relay and a keeper that know another one end, and the next request starts new ones. */
export async function keepDataPlaneOn(genesisHash: string): Promise<void> {
  const running = slot.pyronetDataPlane;
  const server = await running?.catch(() => undefined);
  if (server === undefined || server.genesisHash === genesisHash) return;
  if (slot.pyronetDataPlane === running) delete slot.pyronetDataPlane;
  server.close();
}

async function start(): Promise<DataPlaneServer> {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  const { environment } = reading;
  const client = createChainClient({
    rpcUrls: environment.rpcUrls,
    ...(environment.genesisHash === null ? {} : { genesisHash: environment.genesisHash }),
  });
  const directory = new ChainDirectory(client);
  const network = await directory.network();
  const folder = path.resolve(/* turbopackIgnore: true */ environment.dataDir, 'keeper');
  const store = await FolderStore.open({ folder, quotaBytes: STORE_QUOTA_BYTES });
  const relay = new Relay({
    network,
    originOf: (request) => originOf(request, environment),
    workerKeyOf: async (provider) => (await directory.providerKeys(provider))?.workerKey,
    clientOf,
  });
  const keeper = new StorageKeeper({
    store,
    directory,
    clientOf,
    uploadBytes: UPLOAD_BYTES,
    keepMs: KEEP_MS,
  });
  const collecting = setInterval(
    () => void keeper.collectGarbage().catch(() => undefined),
    COLLECT_EVERY_MS,
  ).unref();
  const close = (): void => {
    clearInterval(collecting);
    relay.close();
    client.close();
  };
  return { genesisHash: await client.genesisHash(), store, relay, keeper, close };
}

/**
 * The configured origin. On the local network the port may differ from it, and an address on loopback is only known
 * to processes of this machine, so there the request may name it.
 */
function originOf(request: Request, { network, appUrl }: Environment): string {
  const host = request.headers.get('host') ?? '';
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(host);
  return network === 'localnet' && isLoopback ? `http://${host}` : new URL(appUrl).origin;
}
