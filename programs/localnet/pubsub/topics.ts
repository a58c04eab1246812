import * as z from 'zod';

import { optional } from '@/programs/localnet/encoding/optional';
import { accountEncodingShape } from '@/programs/localnet/encoding/account';
import { compileFilters, filtersSchema } from '@/programs/localnet/encoding/program-filters';
import {
  addressAt,
  addressOf,
  configAt,
  type Params,
  parseParam,
  readConfig,
  readConfigShape,
  signatureOf,
  stringAt,
} from '@/programs/localnet/methods/arguments';
import { type Topic, type TopicKind } from '@/programs/localnet/pubsub/subscription';

const accountConfig = z.object({ ...readConfigShape, ...accountEncodingShape });
const programConfig = z.object({ ...readConfigShape, ...accountEncodingShape, filters: filtersSchema });
const signatureConfig = z.object({
  ...readConfigShape,
  enableReceivedNotification: optional(z.boolean()),
});
const logsFilter = z.union([
  z.enum(['all', 'allWithVotes']),
  z.object({ mentions: z.array(z.string()).length(1, 'exactly one address') }),
]);

/** How each `xSubscribe` reads its parameters. */
export const topicReaders: Readonly<Record<TopicKind, (params: Params) => Topic>> = {
  account: (params) => {
    const key = addressAt(params, 0);
    const { commitment, ...encoding } = configAt(params, 1, accountConfig);
    return { kind: 'account', key, commitment: commitment ?? 'finalized', encoding };
  },
  program: (params) => {
    const owner = addressAt(params, 0);
    const { commitment, filters, ...encoding } = configAt(params, 1, programConfig);
    return {
      kind: 'program',
      owner,
      commitment: commitment ?? 'finalized',
      encoding,
      passes: compileFilters(filters),
    };
  },
  signature: (params) => {
    const signature = signatureOf(stringAt(params, 0, 'signature'));
    const { commitment, enableReceivedNotification } = configAt(params, 1, signatureConfig);
    const announceReceipt = enableReceivedNotification === true;
    return { kind: 'signature', signature, commitment: commitment ?? 'finalized', announceReceipt };
  },
  logs: (params) => {
    const filter = parseParam(params[0], 'filter (parameter 1)', logsFilter);
    const { commitment } = configAt(params, 1, readConfig);
    const mentioned = typeof filter === 'string' ? undefined : filter.mentions[0];
    const mentions = mentioned === undefined ? undefined : addressOf(mentioned);
    return { kind: 'logs', mentions, commitment: commitment ?? 'finalized' };
  },
  slot: () => ({ kind: 'slot' }),
  root: () => ({ kind: 'root' }),
};
