import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

import { errorResponse } from './data-plane-error';

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Stops listening and cuts what is still open. */
  readonly close: () => Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly connectionLimit?: number;
}

/** The time a client has to send its headers. */
const HEADERS_WITHIN_MS = 10_000;
/** The time a client has to send a whole request: the largest upload at a modest speed. */
const REQUEST_WITHIN_MS = 300_000;

/**
 * Serves a Request → Response function over HTTP/1.1.
 * @throws the system's error when the address cannot be listened on, e.g. code `EADDRINUSE`
 */
export async function listen(
  handle: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<RunningServer> {
  const server = createServer(
    { headersTimeout: HEADERS_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS, maxHeaderSize: 16 * 1024 },
    (incoming, outgoing) => void exchange(handle, incoming, outgoing),
  );
  server.maxConnections = options.connectionLimit ?? 256;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function exchange(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const response = await Promise.resolve()
    .then(() => handle(requestOf(incoming, gone.signal)))
    .catch(errorResponse);
  try {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    await send(response, outgoing, gone.signal);
  } catch {
    // The client left, or the answer broke off: cutting the connection is the only way left to say so.
    outgoing.destroy();
  }
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const host = /^[\w.:[\]-]+$/.test(incoming.headers.host ?? '') ? incoming.headers.host : 'localhost';
  const hasBody = method !== 'GET' && method !== 'HEAD' && bodyIsAnnounced(incoming);
  const init = { method, headers, signal, body: hasBody ? bodyOf(incoming) : null, duplex: 'half' };
  return new Request(new URL(incoming.url ?? '/', `http://${host}`), init);
}

const bodyIsAnnounced = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
      cancel() {
        // Reading on would let a refused upload fill the line; the answer is sent first, then the connection ends.
        incoming.pause();
      },
    },
    { highWaterMark: 0 },
  );
}

async function send(response: Response, outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  outgoing.flushHeaders();
  if (response.body === null) return void outgoing.end();
  const reader = response.body.getReader();
  // Cancelling also ends a read that waits on a quiet stream, so that the source learns at once that nobody listens.
  const leave = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!outgoing.write(value)) await drained(outgoing, signal);
  }
  outgoing.end();
}

async function drained(outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      outgoing.off('drain', finish);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    outgoing.once('drain', finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
