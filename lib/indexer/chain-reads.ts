import { clientOf } from '@/lib/relay/client-of';
import { TokenBuckets } from '@/lib/relay/token-bucket';

import { Refusal } from './answer';

/** Questions that the index hands on to a node, which would otherwise bear whatever anybody asks here. */
const perClient = new TokenBuckets({ burst: 200, perSecond: 20 }, 10_000, () => Date.now());
const ofAll = new TokenBuckets({ burst: 1_000, perSecond: 100 }, 1, () => Date.now());

/** Counts a question against its asker. @throws Refusal when there were too many */
export function countChainRead(request: Request): void {
  if (perClient.take(clientOf(request)) && ofAll.take('all')) return;
  throw new Refusal(
    429,
    'too_many_requests',
    'Too many questions were asked.',
    'Wait a moment and ask again.',
  );
}
