import { address } from '@solana/kit';

import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { addressAt, integerAt } from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { addressText } from '@/programs/localnet/wire/address-key';

/** Most lamports that one airdrop gives: 10,000 SOL. */
const AIRDROP_LAMPORTS_LIMIT = 10_000_000_000_000;

/** Free lamports. */
export const airdropMethods: MethodGroup = {
  requestAirdrop: async (params, { faucet }) => {
    const to = address(addressText(addressAt(params, 0)));
    const lamports = integerAt(params, 1, 'lamports');
    if (lamports > AIRDROP_LAMPORTS_LIMIT) {
      throw invalidParams(`an airdrop gives at most ${AIRDROP_LAMPORTS_LIMIT} lamports`);
    }
    const grant = await faucet.sendLamports(to, BigInt(lamports));
    if (!grant.ok) throw new RpcError(RPC_CODES.internal, `The airdrop failed: ${grant.reason}`);
    return grant.signature;
  },
};
