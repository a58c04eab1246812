import { type ChainClient } from './chain-client';

const lookEveryMs = 1_000;

/**
 * Resolves when the chain has another genesis hash, as after a reset of a local one, or when `signal` aborts. Everything
 * known of the old chain is void then: open a new client.
 */
export async function untilNewGenesis(
  client: Pick<ChainClient, 'request' | 'clock'>,
  genesisHash: string,
  signal?: AbortSignal,
): Promise<void> {
  while (signal?.aborted !== true) {
    const now = await client.request('getGenesisHash', [], signal).catch(() => genesisHash);
    if (now !== genesisHash) return;
    await client.clock.sleep(lookEveryMs, signal);
  }
}
