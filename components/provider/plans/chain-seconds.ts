import { browserChain } from '@/lib/rpc/browser-chain';
import { readChainTime } from '@/lib/rpc/chain-time';

/** Unix seconds by the chain's own clock, read now. */
export const chainSeconds = async (): Promise<bigint> =>
  (await readChainTime(await browserChain())).unixSeconds;
