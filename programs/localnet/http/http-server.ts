import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { answer, type CallHandler } from '@/programs/localnet/http/dispatch';
import { isLoopbackHost, isLoopbackOrigin } from '@/programs/localnet/http/loopback';
import { type RateLimit } from '@/programs/localnet/http/rate-limit';
import { RPC_CODES } from '@/programs/localnet/http/rpc-error';
import { encodeJson } from '@/programs/localnet/wire/json';

export type HttpOptions = {
  /** Handles a call; `trusted` is false where a foreign web page may be asking. */
  readonly handle: (call: Parameters<CallHandler>[0], trusted: boolean) => ReturnType<CallHandler>;
  readonly rateLimit: RateLimit;
  readonly bodyBytesLimit: number;
  readonly reportFailure: (error: unknown) => void;
};

const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'content-type, solana-client',
  'access-control-max-age': '86400',
};

/** JSON-RPC over HTTP: POST to any path, `GET /health`, and CORS for pages. Not listening yet. */
export function createHttpServer(options: HttpOptions): Server {
  const server = createServer((request, response) => {
    if (!isLoopbackHost(request.headers.host)) {
      refuse(response, 403, RPC_CODES.invalidRequest, 'Only requests addressed to this machine are answered');
    } else if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS_HEADERS).end();
    } else if (request.method === 'GET' && request.url === '/health') {
      send(response, 200, 'ok', 'text/plain');
    } else if (request.method !== 'POST') {
      refuse(response, 405, RPC_CODES.invalidRequest, 'JSON-RPC calls are sent by POST');
    } else if (!options.rateLimit.take()) {
      refuse(response, 429, RPC_CODES.tooManyRequests, 'Too many requests: try again in a second');
    } else {
      receive(request, response, options);
    }
  });
  server.keepAliveTimeout = 65_000;
  return server;
}

function receive(request: IncomingMessage, response: ServerResponse, options: HttpOptions): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= options.bodyBytesLimit) {
      chunks.push(chunk);
    } else if (!refused) {
      refused = true;
      response.setHeader('connection', 'close');
      refuse(
        response,
        413,
        RPC_CODES.invalidRequest,
        `Request body too large: at most ${options.bodyBytesLimit} bytes`,
      );
    }
  });
  request.on('error', () => undefined);
  request.on('end', () => {
    if (refused) return;
    const [only] = chunks;
    const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    const trusted = isLoopbackOrigin(request.headers.origin);
    void answer(body.toString('utf8'), (call) => options.handle(call, trusted), options.reportFailure).then(
      (text) => {
        if (text === undefined) response.writeHead(204, CORS_HEADERS).end();
        else send(response, 200, text, 'application/json');
      },
    );
  });
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  send(
    response,
    status,
    encodeJson({ jsonrpc: '2.0', error: { code, message }, id: null }),
    'application/json',
  );
}

function send(response: ServerResponse, status: number, text: string, contentType: string): void {
  const length = Buffer.byteLength(text);
  response.writeHead(status, { ...CORS_HEADERS, 'content-type': contentType, 'content-length': length });
  // Text, not bytes: Node then sends head and body in one write.
  response.end(text);
}
