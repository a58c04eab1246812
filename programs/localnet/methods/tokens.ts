import * as z from 'zod';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type Chain } from '@/programs/localnet/chain/chain';
import { TOKEN_2022_PROGRAM, TOKEN_PROGRAM } from '@/programs/localnet/chain/program-ids';
import {
  isTokenProgram,
  type MintState,
  readMint,
  readTokenAccount,
  type TokenAccountState,
} from '@/programs/localnet/chain/token-account';
import { accountEncodingShape, encodeAccount } from '@/programs/localnet/encoding/account';
import { encodeTokenAmount } from '@/programs/localnet/encoding/token-amount';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import {
  addressAt,
  addressOf,
  commitmentOf,
  configAt,
  type Params,
  parseParam,
  readConfigAt,
  readConfigShape,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodContext, type MethodGroup } from '@/programs/localnet/methods/method';
import { type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

const LARGEST_LIMIT = 20;

const accountConfig = z.object({ ...readConfigShape, ...accountEncodingShape });
const tokenFilter = z.union([z.object({ mint: z.string() }), z.object({ programId: z.string() })]);

/** Token accounts and mints of both token programs. */
export const tokenMethods: MethodGroup = {
  getTokenAccountBalance: (params, { chain }) => {
    const key = addressAt(params, 0);
    const slot = chain.slotAt(commitmentOf(chain, readConfigAt(params, 1)));
    const account = chain.account(key, slot);
    const token = account === undefined ? undefined : readTokenAccount(account);
    if (token === undefined) throw invalidParams('could not find account or it is not a token account');
    return withContext(slot, encodeTokenAmount(token.amount, mintAt(chain, token.mint, slot).decimals));
  },

  getTokenSupply: (params, { chain }) => {
    const key = addressAt(params, 0);
    const slot = chain.slotAt(commitmentOf(chain, readConfigAt(params, 1)));
    const mint = mintAt(chain, key, slot);
    return withContext(slot, encodeTokenAmount(mint.supply, mint.decimals));
  },

  getTokenLargestAccounts: (params, { chain }) => {
    const key = addressAt(params, 0);
    const slot = chain.slotAt(commitmentOf(chain, readConfigAt(params, 1)));
    const { decimals } = mintAt(chain, key, slot);
    const holders = [...tokenAccounts(chain, slot)].filter(({ token }) => token.mint === key);
    holders.sort((first, second) => compare(second.token.amount, first.token.amount));
    const largest = holders.slice(0, LARGEST_LIMIT);
    return withContext(
      slot,
      largest.map((holder) => ({
        address: addressText(holder.key),
        ...encodeTokenAmount(holder.token.amount, decimals),
      })),
    );
  },

  getTokenAccountsByOwner: (params, context) => listTokenAccounts(params, context, ({ owner }) => owner),

  getTokenAccountsByDelegate: (params, context) =>
    listTokenAccounts(params, context, ({ delegate }) => delegate),
};

type Holding = {
  readonly key: AddressKey;
  readonly account: StoredAccount;
  readonly token: TokenAccountState;
};

function listTokenAccounts(
  params: Params,
  { chain }: MethodContext,
  partyOf: (token: TokenAccountState) => AddressKey | null,
): Json {
  const party = addressAt(params, 0);
  const filter = parseParam(params[1], 'filter (parameter 2), {"mint"} or {"programId"}', tokenFilter);
  const config = configAt(params, 2, accountConfig);
  const slot = chain.slotAt(commitmentOf(chain, config));
  const passes = holdingFilter(chain, slot, filter);
  const found: Json[] = [];
  for (const holding of tokenAccounts(chain, slot)) {
    if (partyOf(holding.token) !== party || !passes(holding)) continue;
    const account = encodeAccount(holding.account, config, (other) => chain.account(other, slot));
    found.push({ pubkey: addressText(holding.key), account });
  }
  return withContext(slot, found);
}

function holdingFilter(
  chain: Chain,
  slot: number,
  filter: z.output<typeof tokenFilter>,
): (holding: Holding) => boolean {
  if ('mint' in filter) {
    const mint = addressOf(filter.mint);
    mintAt(chain, mint, slot);
    return ({ token }) => token.mint === mint;
  }
  const program = addressOf(filter.programId);
  if (!isTokenProgram(program)) throw invalidParams('unrecognized Token program id');
  return ({ account }) => account.owner === program;
}

function* tokenAccounts(chain: Chain, slot: number): Generator<Holding> {
  for (const program of [TOKEN_PROGRAM, TOKEN_2022_PROGRAM]) {
    for (const [key, account] of chain.accounts.ownedAt(program, slot)) {
      const token = readTokenAccount(account);
      if (token !== undefined) yield { key, account, token };
    }
  }
}

function mintAt(chain: Chain, key: AddressKey, slot: number): MintState {
  const account = chain.account(key, slot);
  const mint = account === undefined ? undefined : readMint(account);
  if (mint === undefined) throw invalidParams('could not find mint');
  return mint;
}

function compare(first: bigint, second: bigint): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
