/**
 * Lets pages of any site talk to a data plane endpoint. Nothing there depends on cookies or on who asks from where:
 * uploads and messages carry their own signatures, and what is served is public to whoever knows its name.
 */
export function withCors(response: Response): Response {
  const { headers } = response;
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-allow-methods', 'GET, HEAD, PUT, POST');
  headers.set(
    'access-control-allow-headers',
    'authorization, content-type, if-none-match, last-event-id, range',
  );
  headers.set('access-control-expose-headers', 'accept-ranges, content-length, content-range, etag');
  headers.set('access-control-max-age', '600');
  headers.set('cross-origin-resource-policy', 'cross-origin');
  return response;
}
