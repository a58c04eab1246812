import { chunksOf } from './byte-stream';
import { DataPlaneError } from './data-plane-error';

/** One server-sent event (WHATWG HTML, "Server-sent events"). `data` is a single line here: JSON without newlines. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  /** Where to resume: sent back as `last-event-id`. */
  readonly id?: string;
}

const encoder = new TextEncoder();

export function encodeEvent({ event, data, id }: ServerEvent): Uint8Array {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`${idLine}event: ${event}\ndata: ${data}\n\n`);
}

/** A comment line: keeps proxies from closing a quiet stream, and shows the reader that the sender lives. */
export const KEEP_ALIVE: Uint8Array = encoder.encode(':\n\n');

export const EVENT_STREAM_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * A response that sends `events` as they come, with a keep-alive while none come. The reader's departure aborts
 * `signal`; an iteration that throws ends the stream, and the reader resumes by id.
 */
export function eventStreamResponse(
  events: (signal: AbortSignal) => AsyncIterable<ServerEvent>,
  keepAliveMs: number,
): Response {
  const abort = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const timer = setInterval(() => {
        // A reader that stopped reading gets no more keep-alives than its queue holds.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(KEEP_ALIVE);
      }, keepAliveMs);
      timer.unref?.();
      abort.signal.addEventListener('abort', () => clearInterval(timer));
    },
    cancel() {
      abort.abort();
    },
    pull: pump(events, abort),
  });
  return new Response(body, { headers: EVENT_STREAM_HEADERS });
}

function pump(events: (signal: AbortSignal) => AsyncIterable<ServerEvent>, abort: AbortController) {
  const iterator = events(abort.signal)[Symbol.asyncIterator]();
  return async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const next = await iterator.next().catch(() => ({ done: true as const, value: undefined }));
    if (abort.signal.aborted) return;
    if (next.done === true) {
      abort.abort();
      controller.close();
    } else {
      controller.enqueue(encodeEvent(next.value));
    }
  };
}

const LONGEST_EVENT_CHARACTERS = 1024 * 1024;

/**
 * Parses a stream of server-sent events; it ends where the stream ends, and an unfinished event at the end is dropped.
 * @throws DataPlaneError `bad_answer` when one event is longer than a megabyte
 */
export async function* parseEvents(
  stream: ReadableStream<Uint8Array> | null,
): AsyncGenerator<ServerEvent, void> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of chunksOf(stream)) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split(/\r?\n\r?\n/);
    pending = blocks.pop() ?? '';
    if (pending.length > LONGEST_EVENT_CHARACTERS) {
      throw new DataPlaneError(
        'bad_answer',
        'The event stream sent an endless event.',
        'Use another endpoint.',
      );
    }
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== undefined) yield event;
    }
  }
}

function parseBlock(block: string): ServerEvent | undefined {
  let event = 'message';
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'data') data.push(value);
  }
  if (data.length === 0) return undefined;
  return { event, data: data.join('\n'), ...(id === undefined ? {} : { id }) };
}
