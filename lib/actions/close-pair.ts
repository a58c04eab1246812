import { getClosePairInstructionAsync, type Pair } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';

import { type ActionPlan, type Located } from './plan';

/** Closes a pair whose epoch is over; its rent goes back to who paid it. Anyone may. */
export async function closePair(network: Network, pair: Located<Pair>): Promise<ActionPlan> {
  const { rentPayer } = pair.data;
  return {
    instructions: [
      await getClosePairInstructionAsync({ pair: pair.address, rentPayer, params: network.paramsAddress }),
    ],
  };
}
