/**
 * Whom to count a request against: the peer as the server in front saw it. It can be invented where no proxy sets it,
 * hence every limit per client stands beside one for all.
 */
export function clientOf(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',').pop()?.trim().slice(0, 64) ?? 'unknown';
}
