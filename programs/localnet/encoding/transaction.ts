import { type TransactionRecord, type TokenBalance } from '@/programs/localnet/chain/transaction-record';
import { type InnerInstructions } from '@/programs/localnet/chain/virtual-machine';
import { encodeReturnData } from '@/programs/localnet/encoding/execution';
import {
  encodeParsedInstruction,
  type ResolvedInstruction,
} from '@/programs/localnet/encoding/parsed-instruction';
import { encodeTokenAmount } from '@/programs/localnet/encoding/token-amount';
import { addressKey, type AddressKey, addressText } from '@/programs/localnet/wire/address-key';
import { encodeBase58 } from '@/programs/localnet/wire/base58';
import { type Json } from '@/programs/localnet/wire/json';
import {
  type CompiledInstruction,
  isStaticKeyWritable,
  type TransactionMessage,
  type WireTransaction,
} from '@/programs/localnet/wire/transaction';

export type TransactionEncoding = 'json' | 'jsonParsed' | 'base64' | 'base58' | 'binary';

/** A message's accounts in index order, with those that its lookup tables loaded. */
export type LoadedKeys = {
  readonly loadedWritable: readonly AddressKey[];
  readonly loadedReadonly: readonly AddressKey[];
};

/** The signed transaction in the encoding asked for. */
export function encodeTransaction(
  { wire, signatures, message }: WireTransaction,
  loaded: LoadedKeys,
  encoding: TransactionEncoding,
): Json {
  switch (encoding) {
    case 'base64':
      return [Buffer.from(wire).toString('base64'), 'base64'];
    case 'base58':
      return [encodeBase58(wire), 'base58'];
    case 'binary':
      return encodeBase58(wire);
    case 'json':
      return { signatures: signatures.map(encodeBase58), message: encodeMessage(message) };
    case 'jsonParsed':
      return { signatures: signatures.map(encodeBase58), message: encodeParsedMessage(message, loaded) };
  }
}

/** What happened to it: error, fee, balances, logs and calls. */
export function encodeMeta(
  record: TransactionRecord,
  message: TransactionMessage,
  encoding: TransactionEncoding,
): Json {
  const keys = allKeys(message, record);
  return {
    err: record.error,
    status: record.error === null ? { Ok: null } : { Err: record.error },
    fee: record.fee,
    preBalances: record.preBalances,
    postBalances: record.postBalances,
    innerInstructions: encodeInner(record.inner, keys, encoding === 'jsonParsed'),
    logMessages: record.logs,
    preTokenBalances: record.preTokenBalances.map(encodeTokenBalance),
    postTokenBalances: record.postTokenBalances.map(encodeTokenBalance),
    rewards: [],
    loadedAddresses: {
      writable: record.loadedWritable.map(addressText),
      readonly: record.loadedReadonly.map(addressText),
    },
    returnData: record.returnData === null ? undefined : encodeReturnData(record.returnData),
    computeUnitsConsumed: record.unitsConsumed,
  };
}

/** Calls that instructions made, by outer instruction. */
export function encodeInner(
  inner: readonly InnerInstructions[],
  keys: readonly AddressKey[],
  parsed: boolean,
): Json {
  return inner.map(({ index, instructions }) => ({
    index,
    instructions: instructions.map((instruction) =>
      parsed
        ? encodeParsedInstruction(resolve(instruction, keys), instruction.stackHeight)
        : encodeCompiled(instruction, instruction.stackHeight),
    ),
  }));
}

/** Static keys, then loaded ones. */
export function allKeys(message: TransactionMessage, loaded: LoadedKeys): AddressKey[] {
  return [...message.staticKeys.map(addressKey), ...loaded.loadedWritable, ...loaded.loadedReadonly];
}

/** Accounts of a transaction alone, as `transactionDetails: "accounts"` asks for. */
export function encodeAccountList({ signatures, message }: WireTransaction, loaded: LoadedKeys): Json {
  return { signatures: signatures.map(encodeBase58), accountKeys: encodeKeys(message, loaded) };
}

function encodeMessage(message: TransactionMessage): Json {
  return {
    header: {
      numRequiredSignatures: message.requiredSignatures,
      numReadonlySignedAccounts: message.readonlySigned,
      numReadonlyUnsignedAccounts: message.readonlyUnsigned,
    },
    accountKeys: message.staticKeys.map((key) => addressText(addressKey(key))),
    recentBlockhash: encodeBase58(message.recentBlockhash),
    instructions: message.instructions.map((instruction) => encodeCompiled(instruction, 1)),
    addressTableLookups: encodeLookups(message),
  };
}

function encodeParsedMessage(message: TransactionMessage, loaded: LoadedKeys): Json {
  const keys = allKeys(message, loaded);
  return {
    accountKeys: encodeKeys(message, loaded),
    recentBlockhash: encodeBase58(message.recentBlockhash),
    instructions: message.instructions.map((instruction) =>
      encodeParsedInstruction(resolve(instruction, keys), 1),
    ),
    addressTableLookups: encodeLookups(message),
  };
}

function encodeKeys(message: TransactionMessage, loaded: LoadedKeys): Json {
  const fromTable = (key: AddressKey, writable: boolean): Json => ({
    pubkey: addressText(key),
    signer: false,
    source: 'lookupTable',
    writable,
  });
  return [
    ...message.staticKeys.map((key, index) => ({
      pubkey: addressText(addressKey(key)),
      signer: index < message.requiredSignatures,
      source: 'transaction',
      writable: isStaticKeyWritable(message, index),
    })),
    ...loaded.loadedWritable.map((key) => fromTable(key, true)),
    ...loaded.loadedReadonly.map((key) => fromTable(key, false)),
  ];
}

function encodeLookups(message: TransactionMessage): Json {
  if (message.version === 'legacy') return undefined;
  return message.lookups.map(({ table, writable, readonly }) => ({
    accountKey: encodeBase58(table),
    writableIndexes: [...writable],
    readonlyIndexes: [...readonly],
  }));
}

function encodeCompiled({ programIndex, accounts, data }: CompiledInstruction, stackHeight: number): Json {
  return { programIdIndex: programIndex, accounts: [...accounts], data: encodeBase58(data), stackHeight };
}

function resolve(
  { programIndex, accounts, data }: CompiledInstruction,
  keys: readonly AddressKey[],
): ResolvedInstruction {
  const keyAt = (index: number): AddressKey => {
    const key = keys[index];
    if (key === undefined) throw new Error(`instruction names account ${index} of ${keys.length}`);
    return key;
  };
  return {
    program: keyAt(programIndex),
    accounts: [...accounts].map((index) => addressText(keyAt(index))),
    data,
  };
}

function encodeTokenBalance(balance: TokenBalance): Json {
  return {
    accountIndex: balance.accountIndex,
    mint: addressText(balance.mint),
    owner: addressText(balance.owner),
    programId: addressText(balance.programId),
    uiTokenAmount: encodeTokenAmount(balance.amount, balance.decimals),
  };
}
