import { type Address } from '@solana/kit';

import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { fetchBlob } from '@/lib/blobs/lease-client';

import { type LeftState } from '../left-state';
import { reachFromPage } from './reach-from-page';

/**
 * The state that a segment left, from the machine that computed it. Its bytes hash to their name; whether they are what the
 * segment committed to, an engine finds out when it goes on from them.
 *
 * @throws DataPlaneError `not_found` when the machine does not answer, or holds it no more
 */
export async function fetchLeftState(
  lease: Address,
  provider: Address,
  left: LeftState,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reached = await reachFromPage(provider, signal);
  if (reached !== null) return fetchBlob(reached.endpoint, lease, left.sha256, left.bytes);
  throw new DataPlaneError(
    'not_found',
    'The machine does not answer, and what this segment begins with is there.',
    'Try again later.',
  );
}
