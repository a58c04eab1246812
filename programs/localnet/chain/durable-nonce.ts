import { createHash } from 'node:crypto';

import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { SYSTEM_PROGRAM } from '@/programs/localnet/chain/program-ids';
import { addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { isStaticKeyWritable, type TransactionMessage } from '@/programs/localnet/wire/transaction';

const NONCE_ACCOUNT_BYTES = 80;
const ADVANCE_NONCE_INSTRUCTION = 4;
const STATE_OFFSET = 4;
const AUTHORITY_OFFSET = 8;
const NONCE_OFFSET = 40;

/** A nonce account's state; undefined where the account is none or not initialised. */
export type NonceState = {
  readonly authority: AddressKey;
  readonly nonce: AddressKey;
  readonly lamportsPerSignature: bigint;
};

export function readNonceState(account: StoredAccount): NonceState | undefined {
  const { data, owner } = account;
  if (owner !== SYSTEM_PROGRAM || data.length !== NONCE_ACCOUNT_BYTES) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0, true) !== 1 || view.getUint32(STATE_OFFSET, true) !== 1) return undefined;
  return {
    authority: addressKey(data.subarray(AUTHORITY_OFFSET, AUTHORITY_OFFSET + 32)),
    nonce: addressKey(data.subarray(NONCE_OFFSET, NONCE_OFFSET + 32)),
    lamportsPerSignature: view.getBigUint64(72, true),
  };
}

/**
 * The nonce account that stands in for a recent blockhash, or undefined where the message is not a durable one: its
 * first instruction must advance a writable nonce account that holds the message's blockhash, signed by its authority.
 */
export function durableNonceAccount(
  message: TransactionMessage,
  readAccount: (key: AddressKey) => StoredAccount | undefined,
): AddressKey | undefined {
  const first = message.instructions[0];
  const program = first === undefined ? undefined : message.staticKeys[first.programIndex];
  const nonceIndex = first?.accounts[0];
  if (first === undefined || program === undefined || nonceIndex === undefined) return undefined;
  if (addressKey(program) !== SYSTEM_PROGRAM || first.data.length < 4) return undefined;
  const data = new DataView(first.data.buffer, first.data.byteOffset, first.data.byteLength);
  if (data.getUint32(0, true) !== ADVANCE_NONCE_INSTRUCTION) return undefined;
  const nonceKey = message.staticKeys[nonceIndex];
  if (nonceKey === undefined || !isStaticKeyWritable(message, nonceIndex)) return undefined;
  const key = addressKey(nonceKey);
  const account = readAccount(key);
  const state = account === undefined ? undefined : readNonceState(account);
  if (state === undefined || state.nonce !== addressKey(message.recentBlockhash)) return undefined;
  const authoritySigned = [...first.accounts].some((index) => {
    const signer = index < message.requiredSignatures ? message.staticKeys[index] : undefined;
    return signer !== undefined && addressKey(signer) === state.authority;
  });
  return authoritySigned ? key : undefined;
}

/**
 * The nonce account as a failed durable transaction must leave it. Its fee was charged, so the nonce has to move on:
 * otherwise the same signed bytes could be charged again and again. LiteSVM undoes the advance with all the rest.
 */
export function advancedNonceAccount(account: StoredAccount, usedNonce: Uint8Array): StoredAccount {
  const data = Uint8Array.from(account.data);
  data.set(createHash('sha256').update('DURABLE_NONCE').update(usedNonce).digest(), NONCE_OFFSET);
  return { ...account, data };
}
