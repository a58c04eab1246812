import { DataPlaneError } from './data-plane-error';

export const tooLarge = (limitBytes: number): DataPlaneError =>
  new DataPlaneError(
    'too_large',
    `More than ${limitBytes} bytes were sent.`,
    'Send no more than the stated size.',
  );

/** Yields the chunks of a web stream and lets go of it whatever happens; `null` (no body) is empty. */
export async function* chunksOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array, void> {
  if (stream === null) return;
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        finished = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

/**
 * Reads a whole body, giving up as soon as it exceeds the limit.
 * @throws DataPlaneError `too_large`
 */
export async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(stream)) {
    length += chunk.byteLength;
    if (length > limitBytes) throw tooLarge(limitBytes);
    parts.push(chunk);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}

/**
 * Parses a small JSON body.
 * @throws DataPlaneError `bad_request`, `too_large`
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const bytes = await readAtMost(request.body, limitBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new DataPlaneError('bad_request', 'The body is not JSON.', 'Send one JSON object in UTF-8.', {
      cause,
    });
  }
}
