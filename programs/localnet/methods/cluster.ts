import * as z from 'zod';

import { optional } from '@/programs/localnet/encoding/optional';
import {
  API_VERSION,
  commitmentOf,
  configAt,
  integerAt,
  readConfigShape,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import { addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';

/** Address that this node goes by; nothing is ever signed with it. */
const NODE_IDENTITY = encodeBase58(Buffer.from('pyronet local network one node!!', 'latin1'));
const FEATURE_SET = 0;
const LEADERS_LIMIT = 5000;

const supplyConfig = z.object({
  ...readConfigShape,
  excludeNonCirculatingAccountsList: optional(z.boolean()),
});

/** The cluster, which is this one node. */
export const clusterMethods: MethodGroup = {
  getHealth: () => 'ok',

  getVersion: () => ({ 'solana-core': API_VERSION, 'feature-set': FEATURE_SET }),

  getGenesisHash: (_, { chain }) => addressText(chain.genesisHash),

  getIdentity: () => ({ identity: NODE_IDENTITY }),

  getSlotLeader: () => NODE_IDENTITY,

  getSlotLeaders: (params) => {
    integerAt(params, 0, 'first slot');
    const count = integerAt(params, 1, 'limit');
    if (count > LEADERS_LIMIT) throw invalidParams(`Invalid limit; max ${LEADERS_LIMIT}`);
    return Array.from({ length: count }, () => NODE_IDENTITY);
  },

  getClusterNodes: () => [
    {
      pubkey: NODE_IDENTITY,
      gossip: null,
      tpu: null,
      rpc: null,
      version: API_VERSION,
      featureSet: FEATURE_SET,
      shredVersion: 0,
    },
  ],

  getVoteAccounts: () => ({ current: [], delinquent: [] }),

  getSupply: (params, { chain }) => {
    const slot = chain.slotAt(commitmentOf(chain, configAt(params, 0, supplyConfig)));
    let total = 0n;
    for (const [, { lamports }] of chain.accounts.entries()) total += lamports;
    return withContext(slot, {
      total,
      circulating: total,
      nonCirculating: 0,
      nonCirculatingAccounts: [],
    });
  },
};
