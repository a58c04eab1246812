import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { type WebSocket, WebSocketServer } from 'ws';

export interface RpcCall {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a scripted node does with one call. */
export type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'drop the connection'
  | 'never answer';

export const testGenesisHash = '4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY';

/** A node over real HTTP and websockets that fails the way it is told to. */
export class ScriptedNode {
  readonly calls: RpcCall[] = [];
  readonly sockets: WebSocket[] = [];
  /** Answers a call that arrived over HTTP. */
  script: (call: RpcCall) => Reply;
  /** Answers a call that arrived over a websocket. */
  socketScript: (call: RpcCall, socket: WebSocket) => Reply | undefined = () => ({ result: 1 });
  genesisHash = testGenesisHash;
  #port: number;
  #server: Server | null = null;
  #webSockets: WebSocketServer | null = null;

  private constructor(script: (call: RpcCall) => Reply) {
    this.script = script;
    this.#port = 0;
  }

  static async start(script: (call: RpcCall) => Reply): Promise<ScriptedNode> {
    const node = new ScriptedNode(script);
    await node.comeUp();
    return node;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  callsOf(method: string): readonly RpcCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Listens (again) at its address. */
  async comeUp(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    const webSockets = new WebSocketServer({ server });
    webSockets.on('connection', (socket) => this.#greet(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#webSockets = webSockets;
  }

  /** Refuses connections and cuts those there are. */
  async goDown(): Promise<void> {
    const server = this.#server;
    for (const client of this.#webSockets?.clients ?? []) client.terminate();
    this.#webSockets?.close();
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
    this.#server = null;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = JSON.parse(await text(request)) as RpcCall;
    this.calls.push(call);
    const reply = call.method === 'getGenesisHash' ? { result: this.genesisHash } : this.script(call);
    if (reply === 'never answer') return;
    if (reply === 'drop the connection') {
      request.socket.destroy();
      return;
    }
    if ('status' in reply) {
      response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...reply }));
  }

  #greet(socket: WebSocket): void {
    this.sockets.push(socket);
    socket.on('message', (data) => {
      const call = JSON.parse(String(data)) as RpcCall;
      this.calls.push(call);
      const reply = this.socketScript(call, socket);
      if (typeof reply === 'object') socket.send(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...reply }));
    });
  }
}
