import { type Address } from '@solana/kit';

import { type SessionScope } from '@/lib/domain/session-message';

import { absentAddress } from './absent-address';
import { type Lease, PYRONET_PROGRAM_ADDRESS } from './generated';
import { type Network } from './network';

/** What the messages of a lease's session key are bound to. */
export function sessionScope(
  network: Network,
  lease: { readonly address: Address; readonly data: Pick<Lease, 'openedSlot' | 'sessionEpoch'> },
): SessionScope {
  return {
    genesisHash: network.genesisHash,
    programAddress: PYRONET_PROGRAM_ADDRESS,
    lease: lease.address,
    openedSlot: lease.data.openedSlot,
    sessionEpoch: lease.data.sessionEpoch,
  };
}

/** The key that may order now: a replaced one is kept beside it only for its last vouchers. */
export function currentSessionKey(lease: Pick<Lease, 'sessionKey' | 'nextSessionKey'>): Address {
  return lease.nextSessionKey === absentAddress ? lease.sessionKey : lease.nextSessionKey;
}
