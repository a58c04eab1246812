import * as z from 'zod';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { resolveAccountKeys } from '@/programs/localnet/chain/account-keys';
import { type Chain } from '@/programs/localnet/chain/chain';
import { type Simulation } from '@/programs/localnet/chain/virtual-machine';
import { accountEncodingShape, encodeAccount } from '@/programs/localnet/encoding/account';
import { encodeExecution } from '@/programs/localnet/encoding/execution';
import { optional } from '@/programs/localnet/encoding/optional';
import { encodeInner } from '@/programs/localnet/encoding/transaction';
import { invalidParams } from '@/programs/localnet/http/rpc-error';
import {
  addressOf,
  commitmentOf,
  configAt,
  readConfigShape,
  stringAt,
  withContext,
} from '@/programs/localnet/methods/arguments';
import { type MethodGroup } from '@/programs/localnet/methods/method';
import { decodeTransaction } from '@/programs/localnet/methods/send';
import { addressBytes, type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';
import { parseTransaction, type WireTransaction } from '@/programs/localnet/wire/transaction';

const simulateConfig = z.object({
  ...readConfigShape,
  encoding: optional(z.enum(['base58', 'base64'])),
  sigVerify: optional(z.boolean()),
  replaceRecentBlockhash: optional(z.boolean()),
  innerInstructions: optional(z.boolean()),
  accounts: optional(z.object({ encoding: accountEncodingShape.encoding, addresses: z.array(z.string()) })),
});

type SimulateConfig = z.output<typeof simulateConfig>;

/** Trying transactions out. The state is always the open slot's, which is where the transaction would land. */
export const simulateMethods: MethodGroup = {
  simulateTransaction: (params, { chain }) => {
    const text = stringAt(params, 0, 'transaction');
    const config = configAt(params, 1, simulateConfig);
    commitmentOf(chain, config);
    if (config.sigVerify === true && config.replaceRecentBlockhash === true) {
      throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
    }
    const given = decodeTransaction(text, config.encoding ?? 'base58');
    const replacement =
      config.replaceRecentBlockhash === true ? chain.latestBlockhash('processed') : undefined;
    const transaction = replacement === undefined ? given : withBlockhash(given, replacement.hash);
    const addresses = simulatedAddresses(config, transaction);
    const simulation = chain.simulate(transaction, config.sigVerify === true);
    return withContext(chain.slot, {
      ...encodeExecution(simulation),
      accounts: addresses === undefined ? null : encodeAccounts(chain, simulation, addresses, config),
      innerInstructions:
        config.innerInstructions === true ? encodeCalls(chain, transaction, simulation) : null,
      replacementBlockhash:
        replacement === undefined
          ? null
          : { blockhash: addressText(replacement.hash), lastValidBlockHeight: replacement.lastValidHeight },
    });
  },
};

function simulatedAddresses(config: SimulateConfig, { message }: WireTransaction): AddressKey[] | undefined {
  if (config.accounts === undefined) return undefined;
  const { addresses, encoding } = config.accounts;
  if (encoding === 'binary' || encoding === 'base58') throw invalidParams('base58 encoding not supported');
  const lookedUp = message.lookups.reduce((sum, use) => sum + use.writable.length + use.readonly.length, 0);
  const limit = message.staticKeys.length + lookedUp;
  if (addresses.length > limit) throw invalidParams(`Too many accounts provided; max ${limit}`);
  return addresses.map(addressOf);
}

function encodeAccounts(
  chain: Chain,
  simulation: Simulation,
  addresses: readonly AddressKey[],
  config: SimulateConfig,
): Json {
  if (simulation.error !== null) return addresses.map(() => null);
  const read = (key: AddressKey): StoredAccount | undefined =>
    simulation.post.get(key) ?? chain.account(key, chain.slot);
  const encoding = { encoding: config.accounts?.encoding ?? ('base64' as const), dataSlice: undefined };
  return addresses.map((key) => {
    const account = read(key);
    return account === undefined || account.lamports === 0n ? null : encodeAccount(account, encoding, read);
  });
}

function encodeCalls(chain: Chain, transaction: WireTransaction, simulation: Simulation): Json {
  const keys = resolveAccountKeys(transaction.message, (key) => chain.account(key, chain.slot));
  return 'error' in keys ? [] : encodeInner(simulation.inner, keys.keys, true);
}

function withBlockhash(transaction: WireTransaction, hash: AddressKey): WireTransaction {
  const wire = Uint8Array.from(transaction.wire);
  const messageOffset = transaction.wire.length - transaction.message.bytes.length;
  wire.set(addressBytes(hash), messageOffset + transaction.message.blockhashOffset);
  const parsed = parseTransaction(wire);
  if (!parsed.ok) throw invalidParams(parsed.reason);
  return parsed.value;
}
