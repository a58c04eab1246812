import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';

/** Carries requests to a worker, and flips one bit of each segment's output on the way. */
export class CorruptingCarrier {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(workerUrl: string): Promise<CorruptingCarrier> {
    const outputs = new Set<string>();
    const server = createServer((request, response) => void carry(workerUrl, outputs, request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CorruptingCarrier(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function carry(
  workerUrl: string,
  outputs: Set<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = Object.fromEntries(
    ['authorization', 'content-type', 'accept', 'range'].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  try {
    const answer = await fetch(workerUrl + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers,
      ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    const isOutput = request.method === 'GET' && outputs.has((request.url ?? '').split('/').at(-1) ?? '');
    if (answer.body !== null) {
      for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
        for (const [, hash] of Buffer.from(part)
          .toString('latin1')
          .matchAll(/"output_sha256":"([0-9a-f]{64})"/g)) {
          if (hash !== undefined) outputs.add(hash);
        }
        const carried = Buffer.from(part);
        if (isOutput && carried.length > 0) carried[0] = (carried[0] ?? 0) ^ 1;
        response.write(carried);
      }
    }
    response.end();
  } catch {
    response.destroy();
  }
}

/** Carries connections to a node until it is cut, or held: then everything stays open and nothing comes through. */
export class CuttableLine {
  readonly #sockets = new Set<Socket>();
  #cut = false;
  #held = false;

  private constructor(
    private readonly server: TcpServer,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<CuttableLine> {
    const holder: { line?: CuttableLine } = {};
    const server = createTcpServer((socket) => holder.line?.join(socket, port));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new CuttableLine(server, (server.address() as AddressInfo).port);
    holder.line = line;
    return line;
  }

  /** Ends all connections and refuses new ones until `mend`. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  /** Keeps what is open, and lets no byte through until `release`. */
  hold(): void {
    this.#held = true;
    for (const socket of this.#sockets) socket.pause();
  }

  release(): void {
    this.#held = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(socket: Socket, port: number): void {
    if (this.#cut) {
      socket.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
      if (this.#held) one.pause();
    }
  }
}
