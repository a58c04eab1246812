import { type Address } from '@solana/kit';

import { type Lease } from '@/lib/pyronet/generated';

const NONE = '11111111111111111111111111111111';

/** The key that may sign for the renter now: the one it was replaced with, if it was. */
export const currentSessionKey = ({
  sessionKey,
  nextSessionKey,
}: Pick<Lease, 'sessionKey' | 'nextSessionKey'>): Address =>
  nextSessionKey === NONE ? sessionKey : nextSessionKey;
