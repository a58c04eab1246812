import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { createHttpServer } from '@/programs/localnet/http/http-server';
import { RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { RateLimit } from '@/programs/localnet/http/rate-limit';
import { type GenesisInstructions } from '@/programs/localnet/genesis/ensure-genesis';
import { type LocalNode, startNode } from '@/programs/localnet/local-node';
import { LocalnetError } from '@/programs/localnet/localnet-error';
import { type MethodContext } from '@/programs/localnet/methods/method';
import { callMethod } from '@/programs/localnet/methods/registry';
import { DataDirectory } from '@/programs/localnet/persistence/data-directory';
import { createWebSocketServer } from '@/programs/localnet/pubsub/websocket-server';

const LOOPBACK = '127.0.0.1';
const BODY_BYTES_LIMIT = 256 * 1024;

export type LocalnetOptions = {
  /** HTTP port, 8899 unless given; 0 takes any free one. */
  readonly port?: number;
  /** Websocket port; the HTTP port + 1 unless given, or any free one where `port` is 0. */
  readonly wsPort?: number;
  /** Directory that keeps the chain; without one it ends with the process. */
  readonly dataDirectory?: string;
  /** Whether to forget the chain that the directory holds. */
  readonly reset?: boolean;
  /** Length of a slot in milliseconds, 400 unless given. */
  readonly slotMillis?: number;
  /** Calls a second that HTTP, and each websocket, may make; 20,000 unless given. */
  readonly requestsPerSecond?: number;
  /** Replaces the transactions that start the Pyronet network. */
  readonly genesisInstructions?: GenesisInstructions;
};

export type Localnet = {
  readonly rpcUrl: string;
  readonly wsUrl: string;
  /** Settles when the chain cannot be kept on disk any more; the network answers nothing from then on. */
  readonly failed: Promise<unknown>;
  /** Saves the chain and frees the ports. */
  close(): Promise<void>;
};

/** Starts a local network on loopback. Rejects with `LocalnetError` where it cannot. */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const { port = 8899, slotMillis = 400, requestsPerSecond = 20_000 } = options;
  const directory =
    options.dataDirectory === undefined ? undefined : new DataDirectory(options.dataDirectory);
  const failure = deferred<unknown>();
  const now = () => Date.now();
  const nodeOptions = {
    slotMillis,
    now,
    directory,
    genesisInstructions: options.genesisInstructions,
    onFailure: failure.resolve,
  };
  let node: LocalNode;
  try {
    if (options.reset === true) directory?.erase();
    node = await startNode(nodeOptions);
  } catch (error) {
    directory?.close();
    throw error;
  }
  const pubsub = createWebSocketServer({
    subscriptions: () => node.subscriptions,
    messageBytesLimit: BODY_BYTES_LIMIT,
    makeRateLimit: () => new RateLimit(requestsPerSecond, now),
    reportFailure,
  });
  let resetting = false;
  const reset = async (): Promise<void> => {
    resetting = true;
    node.stop();
    pubsub.dropClients();
    directory?.erase();
    node = await startNode(nodeOptions);
    resetting = false;
  };
  const http = createHttpServer({
    handle: (call, trusted) => {
      if (resetting)
        throw new RpcError(RPC_CODES.nodeUnhealthy, 'Node is unhealthy: the chain is being reset');
      const context: MethodContext = { chain: node.chain, faucet: node.faucet, trusted, reset };
      return callMethod(call.method, call.params, context);
    },
    rateLimit: new RateLimit(requestsPerSecond, now),
    bodyBytesLimit: BODY_BYTES_LIMIT,
    reportFailure,
  });
  const close = async (): Promise<void> => {
    pubsub.dropClients();
    http.closeAllConnections();
    await Promise.all([closed(http), closed(pubsub.server)]);
    try {
      node.stop();
    } finally {
      directory?.close();
    }
  };
  try {
    const httpPort = await listen(http, port, '--port');
    const wsPort = await listen(
      pubsub.server,
      options.wsPort ?? (port === 0 ? 0 : httpPort + 1),
      '--ws-port',
    );
    return {
      rpcUrl: `http://${LOOPBACK}:${httpPort}`,
      wsUrl: `ws://${LOOPBACK}:${wsPort}`,
      failed: failure.promise,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: Server, port: number, option: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new LocalnetError(
              'port-in-use',
              `Port ${port} is ${error.code === 'EACCES' ? 'not allowed' : 'in use by another program'}. Stop it, or choose another with ${option}`,
            )
          : error,
      );
    });
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}

function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function reportFailure(error: unknown): void {
  process.stderr.write(
    `localnet: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}
