import { fetchMaybeLease } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { isPaidOut } from '../lease-paid-out';
import { forgetSession, sessionAgeMs, storedLeases } from '../session-record';
import { forgetLease, type SessionVault } from '../session-vault';

/** No transaction can open a lease this long after its session was written down. */
const neverOpenedMs = 24 * 3_600_000;

/**
 * Forgets sessions that no page will need: of leases that are settled and paid, closed, or were never opened.
 *
 * @throws RpcError when the chain cannot be asked
 */
export async function sweepVault(vault: SessionVault, client: ChainClient): Promise<void> {
  for (const lease of await storedLeases(vault.secrets)) {
    const account = await fetchMaybeLease(client.rpc, lease, { commitment: 'finalized' });
    if (account.exists) {
      if (isPaidOut(account.data)) await forgetSession(vault.secrets, lease);
    } else if (((await sessionAgeMs(vault.secrets, lease, client.clock.now())) ?? 0) > neverOpenedMs) {
      await forgetLease(vault, lease);
    }
  }
}
