const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a `Host` header names this machine. A page elsewhere can make its own name point at 127.0.0.1 (DNS
 * rebinding), but its requests still carry that name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  return LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/** Whether a request comes from no web page at all or from a page that this machine itself serves. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const match = /^https?:\/\/([^/]+)$/.exec(origin);
  return isLoopbackHost(match?.[1]);
}
