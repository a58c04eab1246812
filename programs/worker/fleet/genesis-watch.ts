import { type WorkerChain } from '../chain/worker-chain';

const LOOK_EVERY_MS = 1_000;

/** Resolves when the chain has another genesis hash, as after a reset of a local one, or when `signal` aborts. */
export async function untilNewGenesis(
  { client, genesisHash }: WorkerChain,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const now = await client.request('getGenesisHash', [], signal).catch(() => genesisHash);
    if (now !== genesisHash) return;
    await client.clock.sleep(LOOK_EVERY_MS, signal);
  }
}
