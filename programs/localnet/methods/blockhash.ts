import {
  addressOf,
  commitmentOf,
  readConfigAt,
  stringAt,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { addressText } from '@/programs/localnet/wire/address-key';

/** Blockhashes and how long they live. */
export const blockhashMethods: MethodGroup = {
  getLatestBlockhash: (params, { chain }) => {
    const commitment = commitmentOf(chain, readConfigAt(params, 0));
    const { hash, lastValidHeight } = chain.latestBlockhash(commitment);
    return withContext(chain.slotAt(commitment), {
      blockhash: addressText(hash),
      lastValidBlockHeight: lastValidHeight,
    });
  },

  isBlockhashValid: (params, { chain }) => {
    const hash = addressOf(stringAt(params, 0, 'blockhash'));
    const commitment = commitmentOf(chain, readConfigAt(params, 1));
    return withContext(chain.slotAt(commitment), chain.isBlockhashValid(hash));
  },
};
