import { WebSocket } from 'ws';

import { websocketUrlOf } from '@/lib/env/environment';
import { fetchNetwork, type Network } from '@/lib/pyronet/network';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';
import { findRunning } from '@/scripts/start/running';

import { DemoProblem, exitCode } from './demo-problem';
import { type DemoOptions } from './options';

export interface Connection {
  readonly client: ChainClient;
  readonly network: Network;
  readonly rpcUrl: string;
  /** Origin of the app's server, which relays to workers and keeps provider records; null when there is none. */
  readonly appUrl: string | null;
}

const patienceMs = 3_000;

/** @throws DemoProblem when no network answers, or when it has no market */
export async function connect(options: DemoOptions): Promise<Connection> {
  const running = findRunning(options.dataDir);
  const rpcUrl = options.rpcUrl ?? running?.rpcUrl ?? 'http://127.0.0.1:8899';
  const wsUrl =
    options.wsUrl ?? (options.rpcUrl === null ? running?.wsUrl : undefined) ?? websocketUrlOf(rpcUrl);
  const appUrl = options.appUrl ?? (options.rpcUrl === null ? (running?.appUrl ?? null) : null);
  const probe = createChainClient({ rpcUrls: [rpcUrl], retryForMs: patienceMs });
  try {
    await probe.genesisHash();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DemoProblem(
      exitCode.noNetwork,
      `No network answers at ${new URL(rpcUrl).origin}. ${reason}`,
      'Start one with `npm start` in another terminal, or name it with --rpc.',
    );
  }
  const client = createChainClient({ rpcUrls: [rpcUrl], wsUrls: [wsUrl], webSocket: WebSocket });
  try {
    return { client, network: await fetchNetwork(client.rpc), rpcUrl, appUrl };
  } catch {
    client.close();
    throw new DemoProblem(
      exitCode.noNetwork,
      `The chain at ${new URL(rpcUrl).origin} has no Pyronet market (program ${PYRONET_PROGRAM_ADDRESS}).`,
      'Start a network with `npm start`, or name another chain with --rpc.',
    );
  }
}
