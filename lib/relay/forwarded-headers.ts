/** Headers of a renter's request that the worker sees. Cookies and other credentials of the site stay here. */
const TO_WORKER = ['accept', 'content-length', 'content-type', 'if-none-match', 'last-event-id', 'range'];

const TO_RENTER = [
  'accept-ranges',
  'cache-control',
  'content-length',
  'content-range',
  'content-type',
  'etag',
];

/** Media types that a browser never runs. A worker is a stranger on the site's own origin: it may not send pages. */
const INERT_TYPES = ['application/json', 'application/octet-stream', 'text/event-stream'];

export function headersForWorker(headers: Headers): Record<string, string> {
  const kept = pick(headers, TO_WORKER);
  const authorization = headers.get('authorization');
  if (authorization?.startsWith('Pyronet-Permit ')) kept.authorization = authorization;
  return kept;
}

/** @param headers as the worker named them, unchecked */
export function headersForRenter(headers: Headers): Headers {
  const kept = new Headers(pick(headers, TO_RENTER));
  const mediaType = kept.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!INERT_TYPES.includes(mediaType)) kept.set('content-type', 'application/octet-stream');
  kept.set('x-content-type-options', 'nosniff');
  kept.set('content-security-policy', "default-src 'none'; sandbox");
  if (kept.get('content-type') === 'application/octet-stream') kept.set('content-disposition', 'attachment');
  return kept;
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null && value.length <= 1024) kept[name] = value;
  }
  return kept;
}
