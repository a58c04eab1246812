import { type ChainIndex } from './chain-index';

/** An answer serves everybody who asks within this time; its position says what came before it. */
const freshMs = 500;

interface Body {
  readonly tag: string;
  readonly madeAtMs: number;
  readonly json: string;
}

const bodies = new WeakMap<ChainIndex, Body>();

/** The order book as JSON, made once for all who ask at about the same time. The server compresses what it sends. */
export async function marketAnswer(index: ChainIndex, request: Request): Promise<Response> {
  const body = bodyOf(index);
  const headers = {
    etag: body.tag,
    'cache-control': 'no-cache',
    'content-type': 'application/json',
  };
  if (request.headers.get('if-none-match') === body.tag) return new Response(null, { status: 304, headers });
  return new Response(body.json, { headers });
}

function bodyOf(index: ChainIndex): Body {
  const nowMs = performance.now();
  const held = bodies.get(index);
  const { boot, sequence, age_s } = index.asOf;
  // The age of what is known is part of the answer.
  const tag = `"${boot}-${sequence}${age_s === undefined ? '' : `-${age_s}`}"`;
  if (held !== undefined && nowMs - held.madeAtMs < freshMs) return held;
  const body = { tag, madeAtMs: nowMs, json: index.marketJson() };
  bodies.set(index, body);
  return body;
}
