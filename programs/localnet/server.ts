import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';

import { Chain } from '@/programs/localnet/chain/chain';
import { NO_JOURNAL } from '@/programs/localnet/chain/journal';
import { Faucet } from '@/programs/localnet/faucet';
import { putGenesisAccounts } from '@/programs/localnet/genesis/genesis-accounts';
import { createHttpServer } from '@/programs/localnet/http/http-server';
import { RateLimit } from '@/programs/localnet/http/rate-limit';
import { findMethod } from '@/programs/localnet/methods/registry';
import { type MethodContext } from '@/programs/localnet/methods/method';
import { Subscriptions } from '@/programs/localnet/pubsub/subscriptions';
import { createWebSocketServer } from '@/programs/localnet/pubsub/websocket-server';
import { startSlotTicker } from '@/programs/localnet/slot-ticker';

const LOOPBACK = '127.0.0.1';
const BODY_BYTES_LIMIT = 256 * 1024;

export type LocalnetOptions = {
  /** HTTP port; 0 takes any free one. */
  readonly port?: number;
  /** Websocket port; the HTTP port + 1 unless given, or any free one where `port` is 0. */
  readonly wsPort?: number;
  /** Length of a slot in milliseconds. */
  readonly slotMillis?: number;
  /** Calls a second that HTTP, and each websocket, may make. */
  readonly requestsPerSecond?: number;
};

export type Localnet = {
  readonly rpcUrl: string;
  readonly wsUrl: string;
  readonly chain: Chain;
  close(): Promise<void>;
};

/** Starts a local network on loopback. Rejects with `LocalnetError` where it cannot. */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const { port = 8899, slotMillis = 400, requestsPerSecond = 20_000 } = options;
  const now = () => Date.now();
  const chain = new Chain({ slotMillis, journal: NO_JOURNAL, now });
  const subscriptions = new Subscriptions(chain);
  chain.listen(subscriptions);
  await putGenesisAccounts(chain);
  const context: MethodContext = { chain, faucet: new Faucet(chain) };
  const reportFailure = (error: unknown): void => {
    process.stderr.write(
      `localnet: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  };
  const http = createHttpServer({
    handle: (call) => findMethod(call.method)(call.params, context),
    rateLimit: new RateLimit(requestsPerSecond, now),
    bodyBytesLimit: BODY_BYTES_LIMIT,
    reportFailure,
  });
  const pubsub = createWebSocketServer({
    subscriptions,
    messageBytesLimit: BODY_BYTES_LIMIT,
    makeRateLimit: () => new RateLimit(requestsPerSecond, now),
    reportFailure,
  });
  const httpPort = await listen(http, port);
  const wsPort = await listen(pubsub.server, options.wsPort ?? (port === 0 ? 0 : httpPort + 1));
  const ticker = startSlotTicker(chain);
  return {
    rpcUrl: `http://${LOOPBACK}:${httpPort}`,
    wsUrl: `ws://${LOOPBACK}:${wsPort}`,
    chain,
    close: async () => {
      ticker.stop();
      pubsub.closeClients();
      http.closeAllConnections();
      await Promise.all([closed(http), closed(pubsub.server)]);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
