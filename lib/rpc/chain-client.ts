import { createSolanaRpcFromTransport, type Rpc, type RpcTransport, type SolanaRpcApi } from '@solana/kit';

import { type Clock, systemClock } from './clock';
import { type EndpointHealth, EndpointPool } from './endpoint-pool';
import { FailoverTransport } from './failover-transport';
import { type JsonRpcAnswer, type JsonRpcFailure } from './http-exchange';
import { PubSub, type WebSocketConstructor } from './pub-sub';
import { SlotGuard } from './slot-guard';

export interface ChainClientOptions {
  /** HTTP addresses of nodes of one network, preferred first. */
  readonly rpcUrls: readonly string[];
  /** Websocket addresses of the same network, preferred first. */
  readonly wsUrls?: readonly string[];
  /** `WebSocket` in a browser, that of `ws` in Node. Without one, state is polled. */
  readonly webSocket?: WebSocketConstructor;
  /** Genesis hash in base58; left out, the first node's is taken and the others must agree with it. */
  readonly genesisHash?: string;
  /** One attempt's limit in milliseconds (default 10,000). */
  readonly timeoutMs?: number;
  /** How long a read is tried again before it fails, in milliseconds (default 30,000). */
  readonly retryForMs?: number;
  /** Largest answer accepted, in bytes (default 64 MiB). */
  readonly maxAnswerBytes?: number;
  /** Give up a websocket that is silent for this long, in milliseconds (default 10,000). */
  readonly silenceMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly fetch?: typeof globalThis.fetch;
}

/** The project's door to the chain. */
export interface ChainClient {
  /** Kit's typed RPC over our transport; reads are retried on the other endpoints. */
  readonly rpc: Rpc<SolanaRpcApi>;
  /**
   * Any method by name; integers in the result are bigints.
   *
   * @throws RpcError when the chain cannot be asked, `NodeError` when the node answers with an error.
   */
  readonly request: (method: string, params: readonly unknown[], signal?: AbortSignal) => Promise<unknown>;
  /** Null where no websocket is configured. */
  readonly pubSub: PubSub | null;
  readonly guard: SlotGuard;
  readonly clock: Clock;
  readonly health: () => readonly EndpointHealth[];
  /** Genesis hash (base58), checked against what was configured. */
  readonly genesisHash: () => Promise<string>;
  readonly close: () => void;
}

/** A node's own JSON-RPC error. */
export class NodeError extends Error {
  override readonly name = 'NodeError';

  constructor(readonly failure: JsonRpcFailure) {
    super(failure.message);
  }
}

export function createChainClient(options: ChainClientOptions): ChainClient {
  const clock = options.clock ?? systemClock;
  const guard = new SlotGuard();
  const pool = new EndpointPool(options.rpcUrls);
  const transport = new FailoverTransport({
    pool,
    guard,
    clock,
    timeoutMs: options.timeoutMs ?? 10_000,
    retryForMs: options.retryForMs ?? 30_000,
    maxAnswerBytes: options.maxAnswerBytes ?? 64 * 1024 * 1024,
    genesisHash: options.genesisHash ?? null,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const { wsUrls = [], webSocket, silenceMs } = options;
  const pubSub =
    webSocket === undefined || wsUrls.length === 0
      ? null
      : new PubSub({ urls: wsUrls, webSocket, clock, ...(silenceMs === undefined ? {} : { silenceMs }) });

  const request = async (
    method: string,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<unknown> => {
    const answer = await transport.ask(method, params, signal);
    if ('error' in answer) throw new NodeError(answer.error);
    return answer.result;
  };

  return {
    rpc: createSolanaRpcFromTransport(kitTransport(transport)),
    request,
    pubSub,
    guard,
    clock,
    health: () => pool.health(clock.now()),
    genesisHash: async () => transport.genesisHash ?? String(await request('getGenesisHash', [])),
    close: () => pubSub?.close(),
  };
}

/** Kit unwraps the answer itself and turns a node's error into a `SolanaError`. */
function kitTransport(transport: FailoverTransport): RpcTransport {
  return async <T>({
    payload,
    signal,
  }: Readonly<{ payload: unknown; signal?: AbortSignal }>): Promise<T & JsonRpcAnswer> => {
    const { method, params } = readPayload(payload);
    const answer = await transport.ask(method, params, signal);
    return answer as T & JsonRpcAnswer;
  };
}

function readPayload(payload: unknown): { readonly method: string; readonly params: readonly unknown[] } {
  const record = typeof payload === 'object' && payload !== null ? payload : {};
  const params: unknown = Reflect.get(record, 'params');
  return { method: String(Reflect.get(record, 'method')), params: Array.isArray(params) ? params : [] };
}
