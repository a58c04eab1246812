import path from 'node:path';

import { FolderStore } from '@/lib/blobs/folder-store';
import { type Environment, readEnvironment } from '@/lib/env/environment';
import { Relay } from '@/lib/relay/relay';
import { createChainClient } from '@/lib/rpc/chain-client';

import { ChainDirectory } from './chain-directory';
import { StorageKeeper } from './storage-keeper';

export interface DataPlaneServer {
  readonly store: FolderStore;
  readonly relay: Relay;
  readonly keeper: StorageKeeper;
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
  setInterval(() => void keeper.collectGarbage().catch(() => undefined), COLLECT_EVERY_MS).unref();
  return { store, relay, keeper };
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

/** The peer as the server in front saw it. It can be invented where no proxy sets it, hence the second, common limit. */
const clientOf = (request: Request): string =>
  request.headers.get('x-forwarded-for')?.split(',').pop()?.trim().slice(0, 64) ?? 'unknown';
