import * as z from 'zod';

import { type Chain } from '@/programs/localnet/chain/chain';
import { arrayAt, parseParam, signatureOf, withContext } from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { type AddressKey } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

const STATUSES_LIMIT = 256;

/** What became of transactions. */
export const statusMethods: MethodGroup = {
  getSignatureStatuses: (params, { chain }) => {
    const signatures = arrayAt(params, 0, 'signatures', STATUSES_LIMIT).map((item) =>
      signatureOf(parseParam(item, 'signature', z.string())),
    );
    return withContext(
      chain.slot,
      signatures.map((signature) => statusOf(chain, signature)),
    );
  },
};

function statusOf(chain: Chain, signature: AddressKey): Json {
  const entry = chain.ledger.find(signature);
  if (entry === undefined) return null;
  return {
    slot: entry.slot,
    confirmations: chain.confirmations(entry.slot),
    err: entry.error,
    status: entry.error === null ? { Ok: null } : { Err: entry.error },
    confirmationStatus: chain.commitmentOf(entry.slot),
  };
}
