import { browserChain } from '@/lib/rpc/browser-chain';

import { type Network } from './network';

let reading: Promise<Network> | null = null;

/** The market's tokens and parameters, read once per tab; a failed reading is repeated when next asked. Browser only. */
export function browserNetwork(): Promise<Network> {
  reading ??= read().catch((error: unknown) => {
    reading = null;
    throw error;
  });
  return reading;
}

async function read(): Promise<Network> {
  const [{ rpc }, { fetchNetwork }] = await Promise.all([browserChain(), import('./network')]);
  return fetchNetwork(rpc);
}
