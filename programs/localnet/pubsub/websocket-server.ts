import { createServer, type IncomingMessage, type Server } from 'node:http';

import { type WebSocket, WebSocketServer } from 'ws';

import { answer, type RpcCall } from '@/programs/localnet/http/dispatch';
import { isLoopbackHost } from '@/programs/localnet/http/loopback';
import { type RateLimit } from '@/programs/localnet/http/rate-limit';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { integerAt } from '@/programs/localnet/methods/arguments';
import { type TopicKind } from '@/programs/localnet/pubsub/subscription';
import { type Subscriptions } from '@/programs/localnet/pubsub/subscriptions';
import { topicReaders } from '@/programs/localnet/pubsub/topics';
import { encodeJson, type Json } from '@/programs/localnet/wire/json';

const CONNECTIONS_LIMIT = 1000;
const SUBSCRIPTIONS_PER_CONNECTION_LIMIT = 10_000;
/** Unsent bytes at which a client that does not read is dropped. */
const UNSENT_BYTES_LIMIT = 64 * 1024 * 1024;

export type WebSocketOptions = {
  /** Subscriptions of the chain of the moment, which a reset replaces. */
  readonly subscriptions: () => Subscriptions;
  readonly messageBytesLimit: number;
  readonly makeRateLimit: () => RateLimit;
  readonly reportFailure: (error: unknown) => void;
};

export type PubSubServer = {
  readonly server: Server;
  /** Ends every connection at once; clients may come back while the server listens. */
  dropClients(): void;
};

/** PubSub over websocket. Not listening yet. */
export function createWebSocketServer(options: WebSocketOptions): PubSubServer {
  const server = createServer((_, response) => {
    response.writeHead(426, { upgrade: 'websocket' }).end('This port speaks websocket\n');
  });
  const sockets = new WebSocketServer({
    server,
    maxPayload: options.messageBytesLimit,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: IncomingMessage }) =>
      isLoopbackHost(req.headers.host) && sockets.clients.size < CONNECTIONS_LIMIT,
  });
  sockets.on('connection', (socket) => serve(socket, options));
  return {
    server,
    dropClients: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function serve(socket: WebSocket, options: WebSocketOptions): void {
  const own = new Set<number>();
  const subscriptions = options.subscriptions();
  const rateLimit = options.makeRateLimit();
  const notify = (kind: TopicKind, subscription: number, result: Json): void => {
    if (kind === 'signature') own.delete(subscription);
    sendText(
      socket,
      encodeJson({ jsonrpc: '2.0', method: `${kind}Notification`, params: { result, subscription } }),
    );
  };
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const id of own) subscriptions.remove(id);
  });
  socket.on('message', (data: Buffer) => {
    const handle = (call: RpcCall): Json => {
      if (!rateLimit.take())
        throw new RpcError(RPC_CODES.tooManyRequests, 'Too many requests: try again in a second');
      return perform(call, own, subscriptions, notify, afterAnswer);
    };
    const later: (() => void)[] = [];
    const afterAnswer = (action: () => void): void => void later.push(action);
    void answer(data.toString('utf8'), handle, options.reportFailure).then((text) => {
      if (text !== undefined) sendText(socket, text);
      for (const action of later) action();
    });
  });
}

function perform(
  { id, method, params }: RpcCall,
  own: Set<number>,
  subscriptions: Subscriptions,
  notify: (kind: TopicKind, subscription: number, result: Json) => void,
  afterAnswer: (action: () => void) => void,
): Json {
  // web3.js keeps its connection alive with a `ping` notification; no notification asks for anything.
  if (id === undefined) return null;
  const match = /^(account|program|signature|logs|slot|root)(Subscribe|Unsubscribe)$/.exec(method);
  if (match === null)
    throw new RpcError(RPC_CODES.methodNotFound, `Method not found: ${method.slice(0, 100)}`);
  const kind = match[1] as TopicKind;
  if (match[2] === 'Unsubscribe') {
    const subscription = integerAt(params, 0, 'subscription');
    if (!own.delete(subscription) || !subscriptions.remove(subscription, kind)) {
      throw invalidParams('Invalid subscription id.');
    }
    return true;
  }
  if (own.size >= SUBSCRIPTIONS_PER_CONNECTION_LIMIT) {
    throw new RpcError(
      RPC_CODES.tooManyRequests,
      `Too many subscriptions: at most ${SUBSCRIPTIONS_PER_CONNECTION_LIMIT} on one connection`,
    );
  }
  // A notification must not overtake the answer that tells the client its subscription's number.
  let answered = false;
  const early: Json[] = [];
  const subscription = subscriptions.add(topicReaders[kind](params), (number, result) => {
    if (answered) notify(kind, number, result);
    else early.push(result);
  });
  own.add(subscription);
  afterAnswer(() => {
    answered = true;
    for (const result of early) notify(kind, subscription, result);
  });
  return subscription;
}

function sendText(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > UNSENT_BYTES_LIMIT) socket.terminate();
  else socket.send(text);
}
