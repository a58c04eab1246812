import { parseJsonWithBigInts, stringifyJsonWithBigInts } from '@solana/rpc-spec-types';

import { backoffMs, type BackoffRange } from './backoff';
import { type Clock } from './clock';

/** The part of a WebSocket used here; the browser's own and that of `ws` both have it. */
export interface WebSocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}

export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** One standing subscription; it survives reconnects until it is withdrawn. */
export interface SubscriptionSpec {
  /** For example `accountSubscribe`. */
  readonly method: string;
  readonly params: readonly unknown[];
  /** The `result` of each notification; every integer in it is a bigint. */
  readonly onNotification: (result: unknown) => void;
  /** Notifications flow (again). Whatever happened before was missed: read the state now. */
  readonly onLive?: () => void;
  /** The socket is gone; until `onLive` nothing will be notified. */
  readonly onLost?: () => void;
  /** The node refuses this subscription; it will not be asked for again. */
  readonly onRefused?: (message: string) => void;
}

export interface PubSubOptions {
  /** Websocket addresses in order of preference; one is in use at a time. */
  readonly urls: readonly string[];
  readonly webSocket: WebSocketConstructor;
  readonly clock: Clock;
  /** A socket on which nothing, not even a slot, arrives for this long is given up. */
  readonly silenceMs?: number;
}

interface Standing {
  readonly spec: SubscriptionSpec;
  /** Id the node gave it on the present socket. */
  serverId: string | null;
  live: boolean;
}

const reconnectRange: BackoffRange = { firstMs: 250, mostMs: 15_000 };
const defaultSilenceMs = 10_000;

/**
 * Websocket notifications that outlive their sockets.
 *
 * The socket is open only while something is subscribed. Slot notifications serve as its heartbeat: silence means a dead
 * connection, which is replaced after a growing wait, at the next address.
 */
export class PubSub {
  readonly #options: PubSubOptions;
  readonly #standing = new Set<Standing>();
  readonly #heartbeat: SubscriptionSpec = {
    method: 'slotSubscribe',
    params: [],
    onNotification: () => undefined,
  };
  #connection: Connection | null = null;
  #failuresInARow = 0;
  #urlIndex = 0;
  #reconnect: AbortController | null = null;

  constructor(options: PubSubOptions) {
    this.#options = options;
  }

  /** Whether notifications are flowing. */
  get live(): boolean {
    return this.#connection?.live ?? false;
  }

  subscribe(spec: SubscriptionSpec): () => void {
    if (this.#standing.size === 0) this.#standing.add(newStanding(this.#heartbeat));
    const standing = newStanding(spec);
    this.#standing.add(standing);
    if (this.#connection === null) this.#connectSoon();
    else this.#connection.request(standing);
    return () => this.#withdraw(standing);
  }

  /** Withdraws everything and closes the socket. */
  close(): void {
    this.#standing.clear();
    this.#reconnect?.abort();
    this.#reconnect = null;
    this.#connection?.close();
    this.#connection = null;
  }

  #withdraw(standing: Standing): void {
    if (!this.#standing.delete(standing)) return;
    if (this.#standing.size === 1) {
      this.#connection?.leave();
      this.#connection = null;
      this.close();
      return;
    }
    this.#connection?.withdraw(standing);
  }

  #connectSoon(): void {
    if (this.#reconnect !== null) return;
    const waiting = new AbortController();
    this.#reconnect = waiting;
    const waitMs = this.#failuresInARow === 0 ? 0 : backoffMs(this.#failuresInARow, reconnectRange);
    void this.#options.clock.sleep(waitMs, waiting.signal).then(() => {
      if (waiting.signal.aborted) return;
      this.#reconnect = null;
      this.#connect();
    });
  }

  #connect(): void {
    const { urls, webSocket, clock, silenceMs = defaultSilenceMs } = this.#options;
    const url = urls[this.#urlIndex % urls.length];
    if (url === undefined) return;
    const connection = new Connection(url, webSocket, clock, silenceMs, this.#standing, {
      alive: () => (this.#failuresInARow = 0),
      ended: () => {
        if (this.#connection !== connection) return;
        this.#connection = null;
        this.#failuresInARow += 1;
        this.#urlIndex += 1;
        for (const standing of this.#standing) {
          const wasLive = standing.live;
          standing.live = false;
          standing.serverId = null;
          if (wasLive) standing.spec.onLost?.();
        }
        if (this.#standing.size > 0) this.#connectSoon();
      },
    });
    this.#connection = connection;
    connection.open();
  }
}

function newStanding(spec: SubscriptionSpec): Standing {
  return { spec, serverId: null, live: false };
}

/** One socket's life, from opening to its first fault. */
class Connection {
  live = false;
  #socket: WebSocketLike | null = null;
  #ended = false;
  #lastId = 0;
  #lastHeardMs: number;
  readonly #asked = new Map<string, Standing>();
  readonly #byServerId = new Map<string, Standing>();
  readonly #watch = new AbortController();

  constructor(
    private readonly url: string,
    private readonly webSocket: WebSocketConstructor,
    private readonly clock: Clock,
    private readonly silenceMs: number,
    private readonly standing: ReadonlySet<Standing>,
    private readonly owner: { readonly alive: () => void; readonly ended: () => void },
  ) {
    this.#lastHeardMs = clock.now();
  }

  open(): void {
    void this.#watchSilence();
    try {
      const socket = new this.webSocket(this.url);
      this.#socket = socket;
      socket.onopen = () => {
        this.live = true;
        for (const standing of this.standing) this.request(standing);
      };
      socket.onmessage = (event: { data: unknown }) => this.#hear(event.data);
      socket.onclose = () => this.#end();
      socket.onerror = () => this.#end();
    } catch {
      this.#end();
    }
  }

  request(standing: Standing): void {
    if (!this.live) return;
    const id = ++this.#lastId;
    this.#asked.set(String(id), standing);
    this.#send(standing.spec.method, standing.spec.params, id);
  }

  withdraw(standing: Standing): void {
    if (standing.serverId === null) return;
    this.#byServerId.delete(standing.serverId);
    if (this.live) this.#stopServing(standing, standing.serverId);
  }

  close(): void {
    this.#ended = true;
    this.live = false;
    this.#watch.abort();
    this.#closeSocket();
  }

  /** Closes without haste: a browser complains of a socket that is closed before it was open. */
  leave(): void {
    const socket = this.#socket;
    if (this.live || this.#ended || socket === null) {
      this.close();
      return;
    }
    this.#ended = true;
    this.#watch.abort();
    socket.onopen = () => this.#closeSocket();
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = () => undefined;
  }

  #stopServing(standing: Standing, serverId: string): void {
    const method = standing.spec.method.replace(/Subscribe$/, 'Unsubscribe');
    this.#send(method, [BigInt(serverId)], ++this.#lastId);
  }

  #send(method: string, params: readonly unknown[], id: number): void {
    try {
      this.#socket?.send(stringifyJsonWithBigInts({ jsonrpc: '2.0', id, method, params }));
    } catch {
      this.#end();
    }
  }

  #hear(data: unknown): void {
    if (this.#ended) return;
    this.#lastHeardMs = this.clock.now();
    const message = parseMessage(data);
    if (message === null) {
      this.#end();
      return;
    }
    this.owner.alive();
    if ('subscription' in message) {
      this.#byServerId.get(message.subscription)?.spec.onNotification(message.result);
      return;
    }
    const standing = this.#asked.get(message.id);
    if (standing === undefined) return;
    this.#asked.delete(message.id);
    if ('refusal' in message) {
      standing.spec.onRefused?.(message.refusal);
      return;
    }
    if (!this.standing.has(standing)) {
      this.#stopServing(standing, message.serverId);
      return;
    }
    standing.serverId = message.serverId;
    standing.live = true;
    this.#byServerId.set(message.serverId, standing);
    standing.spec.onLive?.();
  }

  async #watchSilence(): Promise<void> {
    while (!this.#ended) {
      await this.clock.sleep(this.silenceMs / 4, this.#watch.signal);
      if (this.clock.now() - this.#lastHeardMs >= this.silenceMs) this.#end();
    }
  }

  #end(): void {
    if (this.#ended) return;
    this.close();
    this.owner.ended();
  }

  #closeSocket(): void {
    const socket = this.#socket;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    // `ws` emits an error when closed while connecting; without a listener that would end the process.
    socket.onerror = () => undefined;
    try {
      socket.close();
    } catch {
      // It was never open.
    }
  }
}

type Message =
  | { readonly subscription: string; readonly result: unknown }
  | { readonly id: string; readonly serverId: string }
  | { readonly id: string; readonly refusal: string };

/** Null for anything that is not JSON-RPC: such a peer is not worth listening to. */
function parseMessage(data: unknown): Message | null {
  const parsed = typeof data === 'string' ? parseRecord(data) : null;
  if (parsed === null) return null;
  const params = asRecord(parsed['params']);
  if (params !== null && typeof params['subscription'] === 'bigint') {
    return { subscription: params['subscription'].toString(), result: params['result'] };
  }
  const id = typeof parsed['id'] === 'bigint' ? parsed['id'].toString() : null;
  if (id === null) return null;
  if (typeof parsed['result'] === 'bigint') return { id, serverId: parsed['result'].toString() };
  const error = asRecord(parsed['error']);
  if (error !== null) return { id, refusal: String(error['message']) };
  return { id: '', serverId: '' };
}

function parseRecord(text: string): Record<string, unknown> | null {
  try {
    return asRecord(parseJsonWithBigInts(text));
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
