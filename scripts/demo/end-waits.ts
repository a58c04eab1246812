import { type Address } from '@solana/kit';

import { dueAction } from '@/lib/actions/due-action';
import { fetchMaybeLease } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';

import { type ChainWriter } from './chain-writer';

const lookEveryMs = 2_000;

/**
 * Ends waits that anyone may end, once their deadlines have passed: a provider that never starts, never attests or never
 * comes back must not hold the escrow. Runs until `signal`; whatever fails is tried again.
 */
export async function endWaits(
  client: ChainClient,
  writer: ChainWriter,
  lease: Address,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const account = await fetchMaybeLease(client.rpc, lease, {
        commitment: 'confirmed',
        abortSignal: signal,
      });
      if (account.exists) {
        const now = await readChainTime(client, signal);
        const located = { address: lease, data: account.data };
        const due = await dueAction({ rpc: client.rpc, cranker: writer.signer, lease: located, now });
        if (due?.ok === true)
          await writer.send(`end-wait ${lease} ${account.data.state} ${attempt}`, due.value);
      }
    } catch {
      // The chain cannot be asked now; it will be.
    }
    await client.clock.sleep(lookEveryMs, signal);
  }
}
