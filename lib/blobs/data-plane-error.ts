/** HTTP status of each error code; a code is never reused for another meaning. */
const STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  length_required: 411,
  too_large: 413,
  range_not_satisfiable: 416,
  wrong_hash: 422,
  too_many_requests: 429,
  internal: 500,
  bad_answer: 502,
  unavailable: 503,
  timed_out: 504,
  storage_full: 507,
} as const;

export type DataPlaneErrorCode = keyof typeof STATUS;

/** An error as it crosses the wire: a stable code, a sentence for people, and what to do next. */
export class DataPlaneError extends Error {
  override readonly name = 'DataPlaneError';

  constructor(
    readonly code: DataPlaneErrorCode,
    message: string,
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return STATUS[this.code];
  }
}

const isCode = (value: unknown): value is DataPlaneErrorCode =>
  typeof value === 'string' && Object.hasOwn(STATUS, value);

/** The response that carries `error`. Anything unforeseen becomes `internal` without its details: they may hold secrets. */
export function errorResponse(error: unknown): Response {
  const known =
    error instanceof DataPlaneError
      ? error
      : new DataPlaneError('internal', 'The server could not answer this request.', 'Try again in a moment.');
  return Response.json(
    { error: { code: known.code, message: known.message, next: known.next } },
    { status: known.status, headers: { 'cache-control': 'no-store' } },
  );
}

const LONGEST_ERROR_BYTES = 4096;
const ERROR_WITHIN_MS = 5_000;

/** Reads the error a server answered with; a server that does not speak this format yields `bad_answer`. */
export async function errorFromResponse(response: Response): Promise<DataPlaneError> {
  const text = await beginningOf(response.body).catch(() => '');
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body) {
      const { error } = body;
      if (typeof error === 'object' && error !== null && 'code' in error && isCode(error.code)) {
        const message = 'message' in error ? String(error.message) : '';
        const next = 'next' in error ? String(error.next) : '';
        return new DataPlaneError(error.code, message, next);
      }
    }
  } catch {
    // Not JSON: described below by its status.
  }
  return new DataPlaneError(
    'bad_answer',
    `The server answered ${response.status} without saying why.`,
    'Check the address, or try another endpoint of this provider.',
  );
}

/** No more of an error than its format allows, and not for long: who answers may mean harm. */
async function beginningOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const leave = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(leave, ERROR_WITHIN_MS);
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < LONGEST_ERROR_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, LONGEST_ERROR_BYTES), { stream: true });
    }
    return text.slice(0, LONGEST_ERROR_BYTES);
  } finally {
    clearTimeout(timer);
    leave();
  }
}
