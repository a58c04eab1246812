import { type Address, isAddress } from '@solana/kit';

import { type AsOf } from '@/lib/index-api/shapes';
import { toWire } from '@/lib/index-api/wire';

import { type ChainIndex } from './chain-index';
import { indexServer } from './index-server';

/** A refusal that tells its asker why. Its status is the HTTP status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 404 | 429,
    readonly code: string,
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/**
 * Answers a question to the index as JSON. The same state of the index has the same tag, so an unchanged answer is not
 * sent twice.
 */
export async function answer<Value extends { readonly as_of: AsOf }>(
  request: Request,
  ask: (index: ChainIndex, url: URL) => Value | Promise<Value>,
): Promise<Response> {
  return answerWith(async (index) => {
    const value = await ask(index, new URL(request.url));
    const { boot, sequence, age_s } = value.as_of;
    const tag = `"${boot}-${sequence}${age_s === undefined ? '' : `-${age_s}`}"`;
    const headers = { etag: tag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
    if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
    return new Response(toWire(value), { headers });
  });
}

/** Answers with the index, or says why not. */
export async function answerWith(
  respond: (index: ChainIndex) => Response | Promise<Response>,
): Promise<Response> {
  try {
    const index = await indexServer().index();
    return index === null ? unavailable() : await respond(index);
  } catch (error) {
    return error instanceof Refusal ? refused(error) : unavailable();
  }
}

/** A base58 address from a path or a query. @throws Refusal */
export function addressIn(text: string | null, what: string): Address {
  if (text !== null && isAddress(text)) return text;
  throw new Refusal(400, 'bad_address', `This is not the address of a ${what}.`, 'Check the link.');
}

function refused({ status, code, message, next }: Refusal): Response {
  return Response.json(
    { error: { code, message, next } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

function unavailable(): Response {
  const error = {
    code: 'chain_unreachable',
    message: 'The chain does not answer.',
    next: 'Try again in a moment.',
  };
  return Response.json({ error }, { status: 503, headers: { 'cache-control': 'no-store' } });
}
