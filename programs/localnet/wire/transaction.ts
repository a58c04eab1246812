import { ByteReader, MalformedBytes } from '@/programs/localnet/wire/byte-reader';

/** Largest transaction in bytes: one IPv6 packet less its headers, as on every Solana cluster. */
export const TRANSACTION_BYTES_LIMIT = 1232;

export type CompiledInstruction = {
  readonly programIndex: number;
  readonly accounts: Uint8Array;
  readonly data: Uint8Array;
};

export type LookupTableUse = {
  readonly table: Uint8Array;
  readonly writable: Uint8Array;
  readonly readonly: Uint8Array;
};

export type TransactionMessage = {
  readonly bytes: Uint8Array;
  readonly version: 'legacy' | 0;
  readonly requiredSignatures: number;
  readonly readonlySigned: number;
  readonly readonlyUnsigned: number;
  readonly staticKeys: readonly Uint8Array[];
  readonly recentBlockhash: Uint8Array;
  /** Offset of the recent blockhash inside `bytes`. */
  readonly blockhashOffset: number;
  readonly instructions: readonly CompiledInstruction[];
  readonly lookups: readonly LookupTableUse[];
};

export type WireTransaction = {
  readonly wire: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly message: TransactionMessage;
};

/** A parsed value, or the sentence that says what is wrong with the bytes. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/**
 * Parses a signed transaction, legacy or version 0, and refuses everything that a validator's own sanitising refuses.
 * Nothing else may reach the virtual machine: it ends the whole process on bytes that it cannot read.
 */
export function parseTransaction(wire: Uint8Array): Parsed<WireTransaction> {
  if (wire.length > TRANSACTION_BYTES_LIMIT) {
    return refuse(`transaction too large: ${wire.length} bytes (max: ${TRANSACTION_BYTES_LIMIT} bytes)`);
  }
  return reading(() => {
    const reader = new ByteReader(wire);
    const count = reader.compactU16();
    const signatures = Array.from({ length: count }, () => reader.take(64));
    const message = readMessage(wire.subarray(reader.offset));
    if (count !== message.requiredSignatures) {
      throw new MalformedBytes(
        `${count} signatures where the message requires ${message.requiredSignatures}`,
      );
    }
    return { wire, signatures, message };
  });
}

/** Parses a message on its own, as `getFeeForMessage` receives it. */
export function parseMessage(bytes: Uint8Array): Parsed<TransactionMessage> {
  return reading(() => readMessage(bytes));
}

/** Whether static key `index` may be written, by the message's header alone. */
export function isStaticKeyWritable(message: TransactionMessage, index: number): boolean {
  return index < message.requiredSignatures
    ? index < message.requiredSignatures - message.readonlySigned
    : index < message.staticKeys.length - message.readonlyUnsigned;
}

function readMessage(bytes: Uint8Array): TransactionMessage {
  const reader = new ByteReader(bytes);
  const first = reader.u8();
  const versioned = first >= 0x80;
  if (versioned && first !== 0x80)
    throw new MalformedBytes(`message version ${first & 0x7f} is not supported`);
  const requiredSignatures = versioned ? reader.u8() : first;
  const readonlySigned = reader.u8();
  const readonlyUnsigned = reader.u8();
  const keyCount = reader.compactU16();
  const staticKeys = Array.from({ length: keyCount }, () => reader.take(32));
  const blockhashOffset = reader.offset;
  const recentBlockhash = reader.take(32);
  const instructions = Array.from({ length: reader.compactU16() }, () => readInstruction(reader));
  const lookups = versioned ? Array.from({ length: reader.compactU16() }, () => readLookup(reader)) : [];
  if (reader.remaining > 0) throw new MalformedBytes(`${reader.remaining} bytes after its end`);
  const message: TransactionMessage = {
    bytes,
    version: versioned ? 0 : 'legacy',
    requiredSignatures,
    readonlySigned,
    readonlyUnsigned,
    staticKeys,
    recentBlockhash,
    blockhashOffset,
    instructions,
    lookups,
  };
  checkMessage(message);
  return message;
}

function readInstruction(reader: ByteReader): CompiledInstruction {
  const programIndex = reader.u8();
  const accounts = reader.take(reader.compactU16());
  const data = reader.take(reader.compactU16());
  return { programIndex, accounts, data };
}

function readLookup(reader: ByteReader): LookupTableUse {
  const table = reader.take(32);
  const writable = reader.take(reader.compactU16());
  const readonly = reader.take(reader.compactU16());
  return { table, writable, readonly };
}

function checkMessage(message: TransactionMessage): void {
  const { requiredSignatures, readonlySigned, readonlyUnsigned, staticKeys, lookups } = message;
  if (requiredSignatures === 0) throw new MalformedBytes('no signature required, so nobody pays its fee');
  if (readonlySigned >= requiredSignatures) throw new MalformedBytes('the fee payer is not writable');
  if (requiredSignatures + readonlyUnsigned > staticKeys.length) {
    throw new MalformedBytes('the header names more accounts than are listed');
  }
  const unique = new Set(staticKeys.map((key) => Buffer.from(key).toString('latin1')));
  if (unique.size !== staticKeys.length) throw new MalformedBytes('an account is listed twice');
  let keyCount = staticKeys.length;
  for (const lookup of lookups) {
    const loaded = lookup.writable.length + lookup.readonly.length;
    if (loaded === 0) throw new MalformedBytes('a lookup table is named and not used');
    keyCount += loaded;
  }
  if (keyCount > 256) throw new MalformedBytes('more than 256 accounts');
  for (const { programIndex, accounts } of message.instructions) {
    if (programIndex === 0) throw new MalformedBytes('the fee payer is called as a program');
    if (programIndex >= staticKeys.length)
      throw new MalformedBytes('a program is not among the listed accounts');
    if (accounts.some((index) => index >= keyCount))
      throw new MalformedBytes('an account index is out of range');
  }
}

function reading<Value>(read: () => Value): Parsed<Value> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof MalformedBytes) return refuse(`failed to deserialize transaction: ${error.message}`);
    throw error;
  }
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
