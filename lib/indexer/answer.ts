import { toWire } from '@/lib/index-api/wire';
import { type AsOf } from '@/lib/index-api/shapes';

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
  try {
    const index = await indexServer().index();
    if (index === null) return unavailable();
    const value = await ask(index, new URL(request.url));
    const { boot, sequence, slot } = value.as_of;
    const tag = `"${boot}-${sequence}-${slot}"`;
    const headers = { etag: tag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
    if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
    return new Response(toWire(value), { headers });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    return unavailable();
  }
}

/** A base58 address from a path or a query. @throws Refusal */
export function addressIn(text: string | null, what: string): string {
  if (text !== null && /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return text;
  throw new Refusal(400, 'bad_address', `This is not the address of a ${what}.`, 'Check the link.');
}

export function refused({ status, code, message, next }: Refusal): Response {
  return Response.json({ error: { code, message, next } }, { status });
}

export function unavailable(): Response {
  const error = {
    code: 'chain_unreachable',
    message: 'The chain does not answer.',
    next: 'Try again in a moment.',
  };
  return Response.json({ error }, { status: 503 });
}
