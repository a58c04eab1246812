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
 * The same stream, which errors when nothing arrives for `quietMs` or when `signal` aborts. A signal given to `fetch` is
 * no substitute: once the response is there, the runtime may forget it, and a read would wait for ever.
 */
export function guarded(
  stream: ReadableStream<Uint8Array>,
  { quietMs, signal }: { readonly quietMs: number; readonly signal?: AbortSignal | undefined },
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let abortRead: (reason: unknown) => void = () => undefined;
  const leave = (): void => abortRead(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  const letGo = (): void => signal?.removeEventListener('abort', leave);
  // Only a wait for the sender is timed: a reader that takes its time is no silence.
  const read = (): Promise<ReadableStreamReadResult<Uint8Array>> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const quiet = setTimeout(() => reject(silent()), quietMs);
      abortRead = reject;
      reader
        .read()
        .then(resolve, reject)
        .finally(() => clearTimeout(quiet));
    });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await read();
          if (!done) return controller.enqueue(value);
          letGo();
          controller.close();
        } catch (error) {
          letGo();
          await reader.cancel(error).catch(() => undefined);
          throw error;
        }
      },
      async cancel(reason) {
        letGo();
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

const silent = (): DataPlaneError =>
  new DataPlaneError('timed_out', 'The sender fell silent.', 'Try again in a moment.');

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
