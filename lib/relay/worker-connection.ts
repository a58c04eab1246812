import { randomBytes, timingSafeEqual } from 'node:crypto';

import { tooLarge } from '@/lib/blobs/byte-stream';
import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { eventStreamResponse, type ServerEvent } from '@/lib/blobs/event-stream';

import { headersForRenter, headersForWorker } from './forwarded-headers';
import { type RelayLimits } from './relay-limits';

interface WaitingRequest {
  body: ReadableStream<Uint8Array> | null;
  readonly answer: (response: Response) => void;
  readonly refuse: (error: DataPlaneError) => void;
}

/** One connected worker: requests go down its event stream, each answer comes back as a request of the worker. */
export class WorkerConnection {
  readonly #token = randomBytes(32);
  readonly #waiting = new Map<string, WaitingRequest>();
  readonly #events: ServerEvent[] = [];
  #wake: () => void = () => undefined;
  #open = true;
  #answering = 0;

  constructor(private readonly limits: RelayLimits) {
    this.#push({ event: 'ready', data: JSON.stringify({ token: this.#token.toString('hex') }) });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** The worker's event stream. */
  response(): Response {
    return eventStreamResponse((signal) => this.#deliver(signal), this.limits.keepAliveMs);
  }

  /** Ends the connection; who still waits is told to try again. */
  close(): void {
    this.#open = false;
    for (const [id, waiting] of this.#waiting) {
      this.#waiting.delete(id);
      waiting.refuse(gone());
    }
    this.#wake();
  }

  /**
   * Sends a request to the worker and waits for its answer.
   * @param path with its query, e.g. `/v1/info`
   * @throws DataPlaneError `too_many_requests`, `unavailable`, `timed_out`
   */
  async forward(request: Request, path: string): Promise<Response> {
    // What was sent and left again still lies in the queue of a worker that does not read.
    const load = Math.max(this.#waiting.size, this.#events.length) + this.#answering;
    if (load >= this.limits.requestsPerWorker) {
      throw new DataPlaneError('too_many_requests', 'This worker is busy.', 'Try again in a moment.');
    }
    const id = randomBytes(12).toString('hex');
    const answer = new Promise<Response>((resolve, reject) => {
      this.#waiting.set(id, { body: request.body, answer: resolve, refuse: reject });
    });
    this.#push({
      event: 'request',
      data: JSON.stringify({
        id,
        method: request.method,
        path,
        headers: headersForWorker(request.headers),
        has_body: request.body !== null,
      }),
    });
    const timer = setTimeout(() => this.#refuse(id, timedOut()), this.limits.answerWithinMs);
    const leave = (): void => this.#refuse(id, gone());
    request.signal.addEventListener('abort', leave, { once: true });
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', leave);
    }
  }

  /**
   * The body of a waiting request, handed out once.
   * @throws DataPlaneError `unauthorized`, `not_found`
   */
  bodyOf(id: string, authorization: string | null): Response {
    this.#authorize(authorization);
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.body === null) throw unknownRequest();
    const body = limitedBody(waiting.body, this.limits.requestBytes, this.limits.quietMs, this.limits.bodyMs);
    waiting.body = null;
    return new Response(body.stream, { headers: { 'content-type': 'application/octet-stream' } });
  }

  /**
   * Takes the worker's answer and returns when its body has gone through, or the renter has left.
   * @throws DataPlaneError `unauthorized`, `not_found`, `bad_request`
   */
  async takeAnswer(id: string, request: Request): Promise<Response> {
    this.#authorize(request.headers.get('authorization'));
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) throw unknownRequest();
    const status = statusOf(request.headers.get('x-pyronet-status'));
    const headers = headersForRenter(headersOf(request.headers.get('x-pyronet-headers')));
    this.#waiting.delete(id);
    const bodyless = request.body === null || status === 204 || status === 304;
    if (bodyless) {
      waiting.answer(new Response(null, { status, headers }));
      return new Response(null, { status: 204 });
    }
    const { responseBytes, quietMs, bodyMs } = this.limits;
    const body = limitedBody(request.body, responseBytes, quietMs, bodyMs);
    this.#answering += 1;
    try {
      waiting.answer(new Response(body.stream, { status, headers }));
      await body.finished;
    } finally {
      this.#answering -= 1;
    }
    return new Response(null, { status: 204 });
  }

  async *#deliver(signal: AbortSignal): AsyncGenerator<ServerEvent, void> {
    signal.addEventListener('abort', () => this.close(), { once: true });
    while (this.#open) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #push(event: ServerEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  #refuse(id: string, error: DataPlaneError): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.refuse(error);
  }

  #authorize(authorization: string | null): void {
    const token = Buffer.from(authorization?.replace(/^Pyronet-Relay /, '') ?? '', 'hex');
    if (token.byteLength === this.#token.byteLength && timingSafeEqual(token, this.#token)) return;
    throw new DataPlaneError('unauthorized', 'This is not the connected worker.', 'Connect again.');
  }
}

/** Passes a body through, ending it with an error when it is too large, falls silent or takes too long. */
function limitedBody(
  source: ReadableStream<Uint8Array>,
  limitBytes: number,
  quietMs: number,
  totalMs: number,
): { readonly stream: ReadableStream<Uint8Array>; readonly finished: Promise<void> } {
  const reader = source.getReader();
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let received = 0;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let total: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(quiet);
    clearTimeout(total);
    finish();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = (error: DataPlaneError): void => {
          end();
          controller.error(error);
          reader.cancel(error).catch(() => undefined);
        };
        total = setTimeout(() => fail(timedOut()), totalMs);
        quiet = setTimeout(() => fail(timedOut()), quietMs);
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          quiet?.refresh();
          if (done) {
            end();
            controller.close();
            return;
          }
          received += value.byteLength;
          if (received > limitBytes) throw tooLarge(limitBytes);
          controller.enqueue(value);
        } catch (error) {
          end();
          await reader.cancel(error).catch(() => undefined);
          throw error;
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, finished };
}

function statusOf(text: string | null): number {
  const status = Number(text);
  if (/^[2-5]\d\d$/.test(text ?? '')) return status;
  throw new DataPlaneError(
    'bad_request',
    'An answer needs x-pyronet-status.',
    'Send a status from 200 to 599.',
  );
}

function headersOf(text: string | null): Headers {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    return new Headers(parsed as Record<string, string>);
  } catch (cause) {
    throw new DataPlaneError(
      'bad_request',
      'x-pyronet-headers is not a JSON object of headers.',
      'Correct it.',
      {
        cause,
      },
    );
  }
}

const gone = (): DataPlaneError =>
  new DataPlaneError('unavailable', "The worker's connection ended.", 'Try again in a moment.');

const timedOut = (): DataPlaneError =>
  new DataPlaneError('timed_out', 'The worker did not answer in time.', 'Try again in a moment.');

const unknownRequest = (): DataPlaneError =>
  new DataPlaneError('not_found', 'No such request is waiting.', 'It was answered, or its sender left.');
