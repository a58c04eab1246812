import type * as z from 'zod/mini';

import { apiError } from './shapes';

/** The index could not answer. `code` is stable; the other two are for people. */
export class IndexError extends Error {
  override readonly name = 'IndexError';

  constructor(
    readonly code: string,
    message: string,
    readonly next: string,
    /** HTTP status, or 0 when there was no answer. */
    readonly status: number,
  ) {
    super(message);
  }
}

/**
 * Asks the index.
 *
 * @param path with its query, such as `/api/market`
 * @throws IndexError
 */
export async function askIndex<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.infer<Schema>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, signal === undefined ? {} : { signal });
    body = await response.json();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new IndexError('index_unreachable', 'The index does not answer.', 'Try again in a moment.', 0);
  }
  if (!response.ok) throw refusal(body, response.status);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new IndexError('index_unreadable', 'The index answers in another form.', 'Reload the page.', 0);
}

function refusal(body: unknown, status: number): IndexError {
  const read = apiError.safeParse(body);
  if (!read.success)
    return new IndexError('index_failed', 'The index failed.', 'Try again in a moment.', status);
  const { code, message, next } = read.data.error;
  return new IndexError(code, message, next, status);
}
